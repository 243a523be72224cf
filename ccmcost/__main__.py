"""Where every command begins, `ccmcost` as well as `python -m ccmcost`:
first of all it takes interrupts over.
"""

from ccmcost import interrupt

if __name__ != "__mp_main__":
    interrupt.take_over()


def main() -> None:
    """Run the command line. The command's own modules are imported only now,
    when an interrupt is answered already.
    """
    from ccmcost.cli.entry import main as run

    run()


if __name__ == "__main__":
    main()
