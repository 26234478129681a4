"""The standard of a service: what is published beside its papers, time, fee and product."""

from pydantic import BaseModel, ConfigDict


class Standard(BaseModel):
    """What a standar pelayanan says beside what the service already holds (PermenPAN-RB 15/2014: 14 components).

    Requirements, time, fee, product and legal basis are the service's own; these are the other nine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    procedure: str = ""
    complaints: str = ""
    facilities: str = ""
    competence: str = ""
    supervision: str = ""
    staff: str = ""
    guarantee: str = ""
    safety: str = ""
    evaluation: str = ""
