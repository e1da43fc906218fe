"""Files: asked for, sent, completed, processed, downloaded."""

from dataclasses import dataclass, field

from bot.workspace.people import JSON

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}


@dataclass(slots=True)
class StoredFile:
    """A file's bytes and what is known of it; a picture is processed after `polls_left` looks."""

    id: str
    name: str
    user: str
    address: str
    title: str = ""
    content: bytes = b""
    completed: bool = False
    alt_text: str = ""
    polls_left: int = 0
    channels: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The file's type by its ending."""
        return self.name.rsplit(".", 1)[-1].lower() if "." in self.name else "text"

    @property
    def mimetype(self) -> str:
        """The type it is served as."""
        return PICTURES.get(
            self.kind, "text/plain" if self.kind in {"txt", "tsv"} else "application/octet-stream"
        )

    @property
    def ready(self) -> bool:
        """Whether blocks may show it."""
        return self.completed and self.polls_left <= 0

    def info(self) -> JSON:
        """Return the file object; a picture has no thumbnails or size before it is processed."""
        info: JSON = {
            "id": self.id,
            "name": self.name,
            "title": self.title or self.name,
            "mimetype": self.mimetype,
            "filetype": self.kind,
            "user": self.user,
            "size": len(self.content),
            "mode": "hosted",
            "file_access": "visible",
            "channels": self.channels,
            "url_private": self.address,
            "url_private_download": self.address + "?download=1",
            "permalink": self.address,
        }
        if self.kind in PICTURES and self.ready:
            info |= {"original_w": 1, "original_h": 1, "thumb_360": self.address, "has_rich_preview": False}
        else:
            info["mimetype"] = self.mimetype if self.kind not in PICTURES else ""
        return info


class Files(dict[str, StoredFile]):
    """Every file by its id."""

    def ready(self, file_id: str) -> bool:
        """Whether blocks may show the file."""
        return file_id in self and self[file_id].ready
