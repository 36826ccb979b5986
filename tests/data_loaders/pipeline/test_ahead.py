from collections.abc import Iterator
from itertools import islice
from threading import Event, active_count, current_thread, main_thread

import numpy as np
import pyarrow as pa
import pytest

from data_loaders.pipeline.ahead import read_ahead
from data_loaders.reading.sheet import Chunk


def chunk(number: int) -> Chunk:
    return Chunk(np.array([number]), pa.table({"c0": [str(number)]}))


def always(_: Chunk) -> bool:
    return True


def test_gives_every_chunk_in_order() -> None:
    given = [chunk(number) for number in range(7)]
    assert list(read_ahead(iter(given), always)) == given
    assert list(read_ahead(iter(given), lambda _: False)) == given
    assert list(read_ahead(iter(()), always)) == []


def test_reads_the_next_while_this_one_is_worked_on() -> None:
    begun = Event()

    def chunks() -> Iterator[Chunk]:
        yield chunk(0)
        assert current_thread() is not main_thread()
        begun.set()
        yield chunk(1)

    coming = read_ahead(chunks(), always)
    next(coming)
    assert begun.wait(10)
    assert [int(each.rows[0]) for each in coming] == [1]


def test_no_thread_for_a_sheet_of_one_small_chunk() -> None:
    def chunks() -> Iterator[Chunk]:
        yield chunk(0)
        assert current_thread() is main_thread()

    assert len(list(read_ahead(chunks(), lambda _: False))) == 1


def test_a_fault_arrives_in_the_place_of_its_chunk() -> None:
    def chunks() -> Iterator[Chunk]:
        yield chunk(0)
        yield chunk(1)
        raise ValueError("row 3 is torn")

    coming = read_ahead(chunks(), always)
    assert [int(each.rows[0]) for each in islice(coming, 2)] == [0, 1]
    with pytest.raises(ValueError, match="row 3 is torn"):
        next(coming)


def test_leaves_no_thread_when_the_work_stops_half_way() -> None:
    before = active_count()
    coming = read_ahead((chunk(number) for number in range(100)), always)
    next(coming)
    coming.close()
    assert active_count() == before
