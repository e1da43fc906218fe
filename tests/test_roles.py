"""Who is a member, an agent or a lead, by the settings and by what Slack says."""

import pytest

from bot.config import settings_from
from bot.roles import Role, Roles
from bot.slackio.directory import Directory, is_external
from bot.workspace import ANA, FEEDBACK, MEI
from clock import Clock
from slack_cast import FakeSlack

BEN = "U0BEN"


def roles(slack=None, clock=None, **settings):
    given = settings_from(_env_file=None, feedback_channel=FEEDBACK, **settings)
    return Roles(given, Directory(slack or FakeSlack(), clock or Clock()))


def role(of, user, **info):
    return of.standing(user, info).role


def test_without_settings_every_full_member_is_an_agent_and_whoever_made_the_channel_leads():
    of = roles(FakeSlack(founder=ANA))

    assert role(of, ANA) == Role.LEAD
    assert role(of, BEN) == Role.AGENT
    assert of.leads() == (ANA,)


@pytest.mark.parametrize("flag", ["is_admin", "is_owner", "is_primary_owner"])
def test_without_leads_the_workspaces_owners_and_admins_lead_too(flag):
    assert role(roles(), MEI, **{flag: True}) == Role.LEAD


def test_with_leads_an_admin_is_no_lead_by_himself():
    of = roles(leads=ANA)

    assert role(of, MEI, is_admin=True) == Role.AGENT
    assert role(of, ANA) == Role.LEAD


def test_with_agents_others_only_read_and_leads_may_act_too():
    of = roles(leads=ANA, agents=MEI)

    assert [role(of, who) for who in (BEN, MEI, ANA)] == [Role.MEMBER, Role.AGENT, Role.LEAD]


def test_groups_are_opened_and_their_people_lead():
    of = roles(FakeSlack(groups={"S0LEADS": [MEI, BEN]}), leads=f"{ANA},S0LEADS")

    assert role(of, BEN) == Role.LEAD
    assert of.leads() == (ANA, BEN, MEI)
    assert of.may(Role.LEAD) == (ANA, "S0LEADS")


def test_whoever_left_a_group_has_lost_the_role_five_minutes_later():
    slack, clock = FakeSlack(groups={"S0LEADS": [MEI]}), Clock()
    of = roles(slack, clock, leads="S0LEADS")
    assert role(of, MEI) == Role.LEAD

    slack.groups["S0LEADS"] = []
    clock.pass_by(minutes=5)

    assert role(of, MEI) == Role.AGENT


def test_a_group_that_slack_does_not_tell_gives_nobody_its_role_and_that_is_not_sure():
    slack = FakeSlack(groups={}, founder=BEN)
    of = roles(slack, leads=f"{ANA},S0LEADS", agents=f"S0AGENTS,{MEI}")

    assert of.standing(BEN, {}) == (Role.MEMBER, False)
    assert of.standing(MEI, {}) == (Role.AGENT, False)
    assert of.standing(ANA, {}) == (Role.LEAD, True)
    assert of.leads() == (ANA,)


def test_a_group_is_asked_for_once_in_five_minutes():
    slack = FakeSlack(groups={"S0LEADS": [MEI]})
    of = roles(slack, leads="S0LEADS")

    for _ in range(10):
        role(of, BEN)

    assert slack.asked.count("usergroups_users_list") == 1


@pytest.mark.parametrize(
    ("channel", "external"),
    [
        ({"is_ext_shared": True, "is_shared": True}, True),
        ({"is_pending_ext_shared": True}, True),
        ({"is_shared": True}, True),
        ({"is_shared": True, "is_org_shared": True}, False),
        ({}, False),
    ],
)
def test_a_channel_is_external_once_another_company_is_in_it_or_invited(channel, external):
    assert is_external(channel) is external
