"""What can go wrong with agendas and the records of meetings."""

from dashboard.errors import DashboardError


class AgendaError(DashboardError):
    """Something about an agenda."""


class NoSuchAgenda(AgendaError):
    """No agenda or no kept meeting of that name, or nothing that can be read as one."""


class AgendaRefused(AgendaError):
    """An agenda cannot be as it is asked for."""


class AgendaChanged(AgendaError):
    """Somebody else has changed the agenda meanwhile, so that the change does not fit any more."""


def no_agenda(name: str) -> NoSuchAgenda:
    """What is said of an agenda that is not there."""
    return NoSuchAgenda(
        f"没有议程“{name}”，可能刚被删除。",
        f"There is no agenda {name!r}; it may just have been deleted.",
    )
