"""What every reader of the group `kg.readers` must do. Subclass `ReaderConformance`, name the reader and give it files."""

from __future__ import annotations

from kg.errors import ReadError
from kg.read import Columns, Reader, Text


class ReaderConformance:
    """The behaviour of a reader, whatever its format."""

    def reader(self) -> Reader:
        """Return the reader."""
        raise NotImplementedError

    def sample(self) -> bytes:
        """Return a small good file that holds the words "Norway signed the treaty"."""
        raise NotImplementedError

    def read(self, data: bytes) -> list[Text | ReadError]:
        """Return all that the reader finds."""
        return list(self.reader()(data, Columns()))

    def test_finds_the_text(self) -> None:
        """A good file gives texts, among them its words."""
        found = self.read(self.sample())
        assert found
        assert all(isinstance(text, Text) for text in found)
        assert any("Norway signed the treaty" in " ".join(text.text.split()) for text in found)

    def test_same_bytes_give_the_same_texts(self) -> None:
        """Reading twice gives the same."""
        assert self.read(self.sample()) == self.read(self.sample())

    def test_texts_are_told_apart(self) -> None:
        """Several texts of one file have suffixes of their own."""
        suffixes = [text.suffix for text in self.read(self.sample()) if isinstance(text, Text)]
        assert len(set(suffixes)) == len(suffixes)

    def test_damage_is_a_read_error_or_less_text(self) -> None:
        """Empty, cut and random bytes raise nothing but `ReadError`, whose message is one line that says what to do."""
        sample = self.sample()
        for data in (b"", b"\x00\x01\x02\x03" * 500, sample[: len(sample) // 2], sample[:-1], bytes(range(256)) * 20):
            try:
                found = self.read(data)
            except ReadError as exc:
                found = [exc]
            for error in (one for one in found if isinstance(one, ReadError)):
                assert "." in error.message
                assert error.message.strip()
