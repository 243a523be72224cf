"""`python -m ccmcost` is the same as `ccmcost`."""

from ccmcost.cli.entry import main

if __name__ == "__main__":
    main()
