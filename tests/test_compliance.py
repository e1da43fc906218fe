import pytest

from knowledge.compliance import check, check_row, rulebook
from knowledge.library import load


def rules(draft, kind="message"):
    return {found.rule for found in check(draft, kind).findings}


def test_each_sentence_is_quoted_as_written_with_the_words_that_gave_it_away():
    draft = "Hello! Your lamp is fixed.  Please leave us 5 stars, and get $10 back."

    checked = check(draft)

    assert {found.sentence for found in checked.findings} == {"Please leave us 5 stars, and get $10 back."}
    assert all(found.words and found.words in found.sentence for found in checked.findings)
    assert {found.rule for found in checked.findings} == {"positive-feedback", "incentive"}


def test_findings_come_in_the_order_of_the_draft():
    draft = "Call us on 0800 123 4567. Please remove your review. Here is a coupon."

    found = [finding.rule for finding in check(draft).findings]

    assert found == ["contact-details", "change-feedback", "coupon"]


def test_every_rule_says_clause_and_hint_in_both_languages_and_names_a_known_source():
    known = load().sources

    for rule in rulebook().rules:
        assert rule.clause.en
        assert rule.clause.zh != rule.clause.en
        assert rule.hint.zh != rule.hint.en
        assert rule.source in known, rule.key


def test_a_clean_draft_says_what_was_checked():
    checked = check("We have refunded you in full.")

    assert checked.clean
    assert [title.en for title in checked.checked] == [rule.title.en for rule in rulebook().of("message")]


@pytest.mark.parametrize(
    ("draft", "name"),
    [
        ("Dziękujemy za zamówienie, prosimy o opinię.", "Polish"),
        ("Obrigado pela sua compra, deixe uma avaliação.", "Portuguese"),
        ("Bedankt voor uw bestelling, wij hebben het pakket verzonden.", "Dutch"),
        ("Tack för din beställning, vi skickar paketet idag.", "Swedish"),
        ("Siparişiniz için teşekkür ederiz.", "Turkish"),
        ("주문해 주셔서 감사합니다.", "Korean"),
    ],
)
def test_a_language_without_rules_is_named_and_never_clean(draft, name):
    checked = check(draft)

    assert not checked.clean
    assert checked.language == ""
    assert checked.checked == ()
    assert [language.en for language in checked.unchecked] == [name]


def test_one_foreign_sentence_keeps_the_whole_draft_from_being_clean():
    checked = check("We have refunded you in full. Prosimy o pięć gwiazdek, dziękujemy bardzo za opinię.")

    assert not checked.clean
    assert [language.en for language in checked.unchecked] == ["Polish"]


@pytest.mark.parametrize("draft", ["", "  \n ", "12345", "Xyzzy plugh"])
def test_a_draft_in_no_known_language_is_not_clean(draft):
    assert not check(draft).clean


def test_an_address_is_found_in_a_language_that_is_not_checked():
    assert rules("Proszę pisać na adres biuro@sklep.example") == {"contact-details"}


def test_chinese_with_english_words_is_read_as_both():
    assert "positive-feedback" in rules("亲，麻烦给个 5-star review，谢谢！")
    assert "contact-details" in rules("有问题请加ＷｅＣｈａｔ：lamp88")


def test_traditional_characters_are_read_as_simplified():
    assert "change-feedback" in rules("請您刪除這條評價，謝謝。")


def test_sentences_in_two_checked_languages_are_each_held_against_their_own_rules():
    draft = "Wir haben Ihnen den vollen Betrag erstattet.\n请给我们五星好评。"

    assert rules(draft) == {"positive-feedback"}


@pytest.mark.parametrize(
    "draft",
    [
        "Your order has shipped.",
        "您的订单已发货。",
        "Ihre Bestellung wurde heute versandt.",
    ],
)
def test_the_plain_notice_that_amazon_sends_is_a_finding(draft):
    assert rules(draft) == {"order-notice"}


@pytest.mark.parametrize(
    "draft",
    [
        "You asked where your order is. Your order has shipped.",
        "Sorry about the broken mug. Your replacement has shipped.",
        "抱歉让您久等。您的订单已发货。",
    ],
)
def test_the_same_news_as_an_answer_to_the_buyer_is_fine(draft):
    assert rules(draft) == set()


def test_thanks_alone_are_a_finding_and_thanks_beside_an_answer_are_not():
    assert rules("Thank you for your order!") == {"bare-thanks"}
    assert rules("Thank you for your order! The bulb you need is an E27.") == set()


@pytest.mark.parametrize(
    "host", ["www.amazon.com", "amazon.de", "www.amazon.co.uk", "sellercentral.amazon.com.au"]
)
def test_a_secure_link_to_amazon_is_no_external_link(host):
    assert rules(f"Please print the return label at https://{host}/returns/label") == set()


@pytest.mark.parametrize(
    "link",
    [
        "http://www.amazon.com/exec/obidos/account-access-login/",
        "https://amazon.com.deals.example/x",
        "https://myamazon.com/x",
        "bit.ly/abc",
        "www.shop.example",
    ],
)
def test_any_other_link_is(link):
    assert "external-link" in rules(f"Please print the return label at {link}")


def test_an_order_number_is_no_telephone_number():
    assert rules("We have refunded order 113-1234567-7654321 in full.") == set()


def test_a_public_reply_may_give_thanks_and_a_message_of_thanks_may_not():
    said = "Thank you for your purchase!"

    assert rules(said, "reply") == set()
    assert rules(said, "message") == {"bare-thanks"}


@pytest.mark.parametrize(
    "reply",
    [
        "Hi Sarah, sorry about that.",
        "Order 113-1234567-7654321 was refunded.",
        "It was left at 12 Oak Street.",
        "王女士，非常抱歉。",
        "田中様、申し訳ございません。",
        "Liebe Frau Schneider, es tut uns leid.",
    ],
)
def test_a_public_reply_shows_nothing_of_the_buyer_or_the_order(reply):
    assert rules(reply, "reply") == {"buyer-data"}


def test_a_polite_address_without_a_name_is_no_buyer_data():
    assert rules("Dear customer, we are sorry.", "reply") == set()
    assert rules("お客様、申し訳ございません。", "reply") == set()


def test_a_public_reply_comes_with_the_note_that_it_is_final():
    [note] = check("We are sorry.", "reply").notes

    assert "cannot be edited" in note.en


def test_another_kind_of_draft_is_refused():
    with pytest.raises(ValueError, match="message or a reply"):
        check("Hello", "letter")


def test_a_row_is_answered_with_sentence_rule_and_source():
    row = check_row({"id": "7", "text": "Please remove your review."})

    assert row == {
        "id": "7",
        "language": "en",
        "findings": [
            {
                "sentence": "Please remove your review.",
                "rule": "change-feedback",
                "source": "messaging-guides",
            }
        ],
    }
