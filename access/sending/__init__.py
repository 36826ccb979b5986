"""The morning report, sent: to which address of whom, when, and what became of each message.

- `channels`    addresses in group chats and mail boxes; which are taken, and how little is shown
- `deliveries`  what a person has ordered, and what an administrator has switched off
- `messages`    a message that is due, what can become of it, and why
- `outbox`      one row for each of them: tried, tried again, sent or given up
- `lease`       which process may send just now
"""

from access.sending.channels import KINDS, Channel, ChannelError, Kind, read_channel
from access.sending.deliveries import (
    Delivery,
    NewDelivery,
    all_deliveries,
    deliveries_of,
    keep_delivery,
    remove_delivery,
    switch_delivery,
)
from access.sending.lease import let_go, take_lease
from access.sending.messages import Fault, Message, State
from access.sending.outbox import (
    claim,
    due,
    finish,
    is_anything_due,
    log_of,
    put_out,
    put_out_trial,
)

__all__ = (
    "KINDS",
    "Channel",
    "ChannelError",
    "Delivery",
    "Fault",
    "Kind",
    "Message",
    "NewDelivery",
    "State",
    "all_deliveries",
    "claim",
    "deliveries_of",
    "due",
    "finish",
    "is_anything_due",
    "keep_delivery",
    "let_go",
    "log_of",
    "put_out",
    "put_out_trial",
    "read_channel",
    "remove_delivery",
    "switch_delivery",
    "take_lease",
)
