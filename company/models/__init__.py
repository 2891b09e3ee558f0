from company.models.brand import Brand
from company.models.legal_entity import LegalEntity, PrivacyNotice
from company.models.places import Department, Office, OfficeHoliday, PlaceOfWork

__all__ = ["Brand", "Department", "LegalEntity", "Office", "OfficeHoliday", "PlaceOfWork", "PrivacyNotice"]
