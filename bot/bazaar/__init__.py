"""A stand-in Amazon on 127.0.0.1: sign-in, reports, orders, throttling, and whatever may go wrong.

It is Amazon, not Starkeeper: it knows nothing of the rest of the program. `starkeeper demo` collects from it,
and so do the tests::

    with Bazaar() as amazon:                       # any free port; Bazaar(port=8766, clock=my_clock)
        amazon.keep_rating("US", said, every=20)   # buyers leave feedback by themselves
        settings_from(**amazon.settings("US"))     # where it is, and a way in
        amazon.rate("US", 1, "Late and broken.")   # a buyer leaves feedback
        amazon.strike(order_id)                    # Amazon takes it away again
        amazon.sell("US", order_id=order_id)       # what was bought: an order with its dates and a buyer
        amazon.faults.add("createReport", faults.throttled(rate=0.0167))
        amazon.ends("CANCELLED", times=3)          # the next reports end so
        amazon.delay = 30                          # seconds of the clock until a report is ready

As at Amazon, a feedback report holds 1-3 stars only and is CANCELLED where there are none; the Sales and
Traffic report counts all stars by day; an address of a document dies after five minutes. Orders come with
a buyer's name and address that nobody asked for, so that tests can prove that none of it is kept.
"""

from bot.bazaar import faults
from bot.bazaar.bazaar import Bazaar
from bot.bazaar.desk import Call
from bot.bazaar.shelf import Rating

__all__ = ["Bazaar", "Call", "Rating", "faults"]
