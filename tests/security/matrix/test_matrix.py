"""Everybody on every channel: nobody is told more than the policy gives him, and each gets that."""

import pytest

from tests.security.matrix.channel import Channel
from tests.security.matrix.channels import CHANNELS
from tests.security.matrix.identities import IDENTITIES, Identity
from tests.security.matrix.leaks import leaks
from tests.security.matrix.oracle import rights_of
from tests.security.matrix.world import World


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
@pytest.mark.parametrize("who", IDENTITIES, ids=lambda who: who.name or "stranger")
def test_nobody_is_told_more_than_is_his(
    world: World, written: World, who: Identity, channel: Channel
) -> None:
    rights = rights_of(who)
    asked = list(channel.ask(world if channel.is_read else written, who))
    assert asked
    assert [each for reply, opened in asked for each in leaks(reply, rights, opened)] == []
    # What fails tells a number; here nothing may fail.
    assert [reply.label for reply, _ in asked if reply.status >= 500] == []
