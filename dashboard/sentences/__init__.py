"""Sentences of finding: templates in YAML over the answers of saved reports, with none, one and many."""

from dashboard.sentences.asking import sentence_of
from dashboard.sentences.files import Sentences, load_sentences

__all__ = ["Sentences", "load_sentences", "sentence_of"]
