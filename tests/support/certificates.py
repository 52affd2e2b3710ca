"""Certificates of an authority that only the tests trust."""

from pathlib import Path

import trustme

from dashboard.network import CertificateFiles

AUTHORITY = trustme.CA()


def issued(folder: Path, *names: str) -> CertificateFiles:
    """A new certificate for some names in a folder, in place of the one that is there."""
    one = AUTHORITY.issue_cert(*names)
    files = CertificateFiles(folder / "certificate.pem", folder / "key.pem")
    one.private_key_pem.write_to_path(files.key)
    files.certificate.write_bytes(b"".join(blob.bytes() for blob in one.cert_chain_pems))
    return files


def trusted(folder: Path) -> str:
    """The path of the authority's own certificate, written into a folder."""
    path = folder / "authority.pem"
    AUTHORITY.cert_pem.write_to_path(path)
    return str(path)
