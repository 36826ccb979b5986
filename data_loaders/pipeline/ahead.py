"""The next chunk is read while this one is checked.

Both let go of the interpreter for most of their time, so that two cores share the work of one file.
"""

from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor

from data_loaders.reading.sheet import Chunk


def read_ahead(
    chunks: Iterator[Chunk], worth: Callable[[Chunk], bool]
) -> Generator[Chunk, None, None]:
    """Yield chunks in order, each read while the one before is worked on.

    Args:
        chunks: read by one thread at a time, never by two.
        worth: whether a chunk is so large that there may be another, worth a thread.

    Raises:
        BaseException: whatever reading a chunk raises, in the place of that chunk.
    """
    first = next(chunks, None)
    if first is None:
        return
    if not worth(first):
        yield first
        yield from chunks
        return
    with ThreadPoolExecutor(1, "read-ahead") as reader:
        present: Chunk | None = first
        while present is not None:
            coming = reader.submit(next, chunks, None)
            yield present
            present = coming.result()
