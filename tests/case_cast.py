"""What people do with a case in a shop: wait for its alert, claim it, press through modals, look it up."""

from sqlmodel import select

from bot.store.database import reading
from bot.workspace import ANA
from cast import line


def new_alert(shop, number, comment="Never came."):
    shop.take([line(number, 1, comment)])
    return shop.alert_of(number)


def claimed(shop, number, user=ANA, comment="Never came."):
    alert = new_alert(shop, number, comment)
    shop.slack.click(alert, "claim", user=user)
    shows(shop, alert, f"<@{user}>")
    return alert


def shows(shop, alert, words):
    shop.until(lambda: words in str(alert.blocks))


def press(shop, alert, *path, user=ANA):
    """Press buttons one after the other, the first on the message; give the last modal."""
    where = alert
    for action in path:
        where = shop.slack.click(where, action, user=user).wait_view()
    return where


def stored(shop, model, number):
    with reading(shop.bot.services.engine) as session:
        return session.exec(select(model).where(model.feedback_id == number)).all()
