"""All channels."""

from tests.security.matrix.screen import SCREEN
from tests.security.matrix.taken_out import TAKEN_OUT
from tests.security.matrix.unmasked import UNMASKED
from tests.security.matrix.written import WRITTEN

CHANNELS = (*SCREEN, *TAKEN_OUT, *WRITTEN, *UNMASKED)
