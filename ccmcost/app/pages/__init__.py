"""The pages, each at its address below the name of the folder; each shows what a command says."""

from ccmcost.app.pages.home import home
from ccmcost.app.pages.take import take
from ccmcost.app.place import Page

PAGES: dict[str, Page] = {
    "/": home,
    "/take": take,
}
