"""Any table that staff have, made into a register of one's own by a few questions."""

from graph.load.registers.guess.proposal import Option, Proposal, Question, propose, words_of
from graph.load.registers.guess.saving import register_from, save, title_of

__all__ = [
    "Option",
    "Proposal",
    "Question",
    "propose",
    "register_from",
    "save",
    "title_of",
    "words_of",
]
