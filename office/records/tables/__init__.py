"""All tables. Importing this package fills `Table.metadata`."""

from office.records.tables.attachments import Attachment
from office.records.tables.base import Table
from office.records.tables.clock import FileStay
from office.records.tables.contacts import Complaint, ComplaintNote, Contact, ContactTry
from office.records.tables.devices import Device, Pairing
from office.records.tables.feedback import HelpRing, SurveyAnswer, SurveyToken, SurveyTotal
from office.records.tables.files import (
    Archive,
    File,
    FileDocument,
    FileNote,
    Handover,
    HandoverFile,
    LetterVersion,
    Mark,
    Person,
    Section,
    ServiceRow,
    Visit,
)
from office.records.tables.hall import (
    BlockNumber,
    Call,
    Day,
    Leftover,
    Loket,
    NumberBlock,
    NumberSeries,
    Outage,
    Ticket,
)
from office.records.tables.letters import LetterText, ServiceWording, VersionText
from office.records.tables.log import (
    CalendarDay,
    CalendarSpan,
    ChoreLease,
    HistoryHead,
    HistoryRow,
    Installation,
    Request,
    SettingsRow,
)
from office.records.tables.paper import Printer, PrintJob
from office.records.tables.people import (
    Delegation,
    Draft,
    Heartbeat,
    Officer,
    OfficerDesk,
    Session,
    SessionSeat,
    SignInTry,
    Token,
)
from office.records.tables.registers import IncomingLetter, LetterNumber
from office.records.tables.search import SearchWord
from office.records.tables.settings_log import SettingsVersion
from office.records.tables.signing import Folder, FolderSheet
from office.records.tables.visits import TicketFile

__all__ = [
    "Archive",
    "Attachment",
    "BlockNumber",
    "CalendarDay",
    "CalendarSpan",
    "Call",
    "ChoreLease",
    "Complaint",
    "ComplaintNote",
    "Contact",
    "ContactTry",
    "Day",
    "Delegation",
    "Device",
    "Draft",
    "File",
    "FileDocument",
    "FileNote",
    "FileStay",
    "Folder",
    "FolderSheet",
    "Handover",
    "HandoverFile",
    "Heartbeat",
    "HelpRing",
    "HistoryHead",
    "HistoryRow",
    "IncomingLetter",
    "Installation",
    "Leftover",
    "LetterNumber",
    "LetterText",
    "LetterVersion",
    "Loket",
    "Mark",
    "NumberBlock",
    "NumberSeries",
    "Officer",
    "OfficerDesk",
    "Outage",
    "Pairing",
    "Person",
    "PrintJob",
    "Printer",
    "Request",
    "SearchWord",
    "Section",
    "ServiceRow",
    "ServiceWording",
    "Session",
    "SessionSeat",
    "SettingsRow",
    "SettingsVersion",
    "SignInTry",
    "SurveyAnswer",
    "SurveyToken",
    "SurveyTotal",
    "Table",
    "Ticket",
    "TicketFile",
    "Token",
    "VersionText",
    "Visit",
]
