"""Pictures are kept at a size that a page can show."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image

LARGEST_SIDE = 1200


def shrink(upload):
    """Return the uploaded picture as a JPEG whose longer side is at most `LARGEST_SIDE`."""
    upload.seek(0)
    with Image.open(upload) as picture:
        picture = picture.convert("RGB")
        picture.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        out = BytesIO()
        picture.save(out, "JPEG", quality=85)
    return ContentFile(out.getvalue(), name=upload.name.rsplit(".", 1)[0] + ".jpg")
