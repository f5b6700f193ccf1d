"""The companies of these tests: what their loaders have written, and their connectors.csv."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from raw_tables import write_table

from customer360.landing.load import land
from customer360.project import PROJECT_ROOT
from customer360.warehouse import Warehouse

LOADED_AT = datetime(2026, 1, 1)
SAMPLES = Path(__file__).parent / "samples"
SHARED = Path(PROJECT_ROOT / os.environ.get("CUSTOMER360_SHARED", "../shared"))
SHARED_SAMPLES = SHARED / "data" / "connectors"

#: The loader that writes everything as text.
TEXT_SCHEMA = "loader"

COMPANIES = {
    # Two shops, of which one has an old loader, and a second entry for a shop that is switched off.
    "acme": """source_system,system,schema,table_prefix,tables,time_zone,currency,country,is_active
shop_uk,shopify,shopify_uk,,,,GBP,GB,
shop_us,shopify,loader,us_,,America/New_York,USD,US,true
shop_old,shopify,shopify_uk,,,,,,false
crm,hubspot,hubspot,,,,GBP,GB,
sales,salesforce,salesforce,,,,GBP,GB,
email,klaviyo,klaviyo,,,,,GB,
news,mailchimp,mailchimp,,,,,GB,
pay,stripe,stripe,,,,GBP,GB,
web,ga4,ga4,,,,,,
app,segment,segment,,,,,GB,
google,google_ads,google_ads,,,,,,
meta,facebook_ads,facebook_ads,,,,EUR,,
tiktok,tiktok_ads,tiktok_ads,,,,,,
help,zendesk,zendesk,,,,,GB,
""",
    # Acme's account, of which only the people are taken; and a schema that nobody has written.
    "birch": """source_system,system,schema,tables
pay,stripe,stripe,customers
shop,shopify,not_there_yet,
""",
    # Every line is refused, and nobody else suffers.
    "cedar": """source_system,system,schema,time_zone,currency
shop,shopware,shopify_uk,,
shop,shopify,,,
shop,shopify,shopify_uk,Mars/Olympus,
shop,shopify,shopify_uk,,coins
""",
}

#: Folder of the shared samples -> system, and what its files have before and behind a table's name.
SHARED_FILES = {
    "shopify": ("shopify", "shopify_", "_data"),
    "hubspot": ("hubspot", "", "_data"),
    "salesforce": ("salesforce", "sf_", "_data"),
    "klaviyo": ("klaviyo", "", ""),
    "mailchimp": ("mailchimp", "", ""),
    "stripe": ("stripe", "", "_data"),
    "ga4_export": ("ga4", "", "_data"),
    "segment": ("segment", "example_segment_", ""),
    "google_ads": ("google_ads", "", "_data"),
    "facebook_ads": ("facebook_ads", "facebook_ads_", "_data"),
    "tiktok_ads": ("tiktok_ads", "tiktok_", "_data"),
    "zendesk": ("zendesk", "", "_data"),
}


def shared_file(folder: str, table: str) -> Path:
    _, before, behind = SHARED_FILES[folder]
    return SHARED_SAMPLES / folder / f"{before}{table}{behind}.csv"


def write_raw_tables(warehouse: Warehouse) -> None:
    for file in sorted(SAMPLES.glob("*/*.csv")):
        schema = file.parent.name
        write_table(warehouse, schema, file.stem, file, as_text=schema == TEXT_SCHEMA)
    for folder, (_, before, behind) in SHARED_FILES.items():
        for file in sorted((SHARED_SAMPLES / folder).glob("*.csv")):
            table = file.stem.removeprefix(before).removesuffix(behind)
            write_table(warehouse, f"shared_{folder}", table, file)


def land_companies(warehouse: Warehouse, root: Path) -> None:
    connectors = dict(COMPANIES)
    if SHARED_SAMPLES.is_dir():
        rows = [f"{system},{system},shared_{name}" for name, (system, *_) in SHARED_FILES.items()]
        connectors["shared"] = "\n".join(["source_system,system,schema", *rows])
    for company, text in connectors.items():
        folder = root / company
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "connectors.csv").write_text(text, encoding="utf-8")
    land(root, warehouse, loaded_at=LOADED_AT)
