"""Puts everything together: the only module that sees all of it."""

import asyncio
import gc
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

import structlog

from unknot.config import Config, load
from unknot.delivery.inbox import Inboxes
from unknot.delivery.live import tell_listeners
from unknot.delivery.projection import Projection, follow
from unknot.delivery.statistics import Statistics
from unknot.dialects.gitflic.description import DESCRIPTION as GITFLIC
from unknot.dialects.gitflic.routes import door as gitflic_door
from unknot.dialects.guance.description import DESCRIPTION as GUANCE
from unknot.dialects.guance.routes import door as guance_door
from unknot.dialects.native.description import DESCRIPTION as NATIVE
from unknot.dialects.native.routes import PREFIX as NATIVE_PREFIX
from unknot.dialects.native.routes import door as native_door
from unknot.http.application import Application
from unknot.http.log import write_json_lines
from unknot.http.openapi import document
from unknot.http.routes import Router
from unknot.http.services import Services
from unknot.operations.upkeep import empty_trash, forget_alert_groups, sweep_orphans
from unknot.store.blobs import Blobs
from unknot.store.database import Database
from unknot.store.search import upkeep
from unknot.web.routes import door as web_door

TOKEN_USE_SECONDS = 60  # how late the list of tokens may be about their last use
UPKEEP_SECONDS = 3600
PROJECTIONS: Sequence[Projection] = (Statistics(), Inboxes())

log = structlog.get_logger("unknot.app")


def build(config: Config) -> Application:
    """An application over the database that the settings name."""
    database = open_database(config)
    settings = [config.gitflic, config.guance, config.native, config.trash]
    services = Services(database, open_blobs(config), settings, public_url=config.public_url)

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        following = [follow(services, projection) for projection in PROJECTIONS]
        if upkeep.words_made(services.db) < 1 or upkeep.waiting_notes(services.db):
            database.tend()
        every = (_save_token_uses(services), _keep_house(services, config), tell_listeners(services), *following)
        tasks = [asyncio.create_task(one) for one in every]
        gc.collect()
        gc.freeze()  # what is here now stays; to look through it again and again takes a part of every request
        yield
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await services.save_token_uses()
        await asyncio.to_thread(database.close)

    return Application(_router(config), services, lifespan=lifespan, log_reads=config.log.reads)


def from_environment() -> Application:
    """For worker processes, which find their settings in the environment."""
    write_json_lines()
    return build(load({}))


def open_database(config: Config) -> Database:
    return Database(config.database_path, limits=config.limits, group_limit=config.group_limit)


def open_blobs(config: Config) -> Blobs:
    return Blobs(config.files_place)


def check_routes(config: Config) -> None:
    """Invalid, where a setting wants a way in that leads elsewhere."""
    gitflic_door(config.gitflic)


def _router(config: Config) -> Router:
    gitflic, guance, native = gitflic_door(config.gitflic), guance_door(), native_door()
    described = ((gitflic, GITFLIC), (guance, GUANCE), (native, NATIVE))
    documents = {one.name: document(one, description) for one, description in described}
    titles = {one.name: one.title for one, _ in described}
    router = Router(web_door(documents, titles, gitflic.refuse))
    router.mount(gitflic)
    router.mount(gitflic, "rest-api")
    router.mount(guance, "api", "v1")
    router.mount(native, *NATIVE_PREFIX)
    return router


async def _save_token_uses(services: Services) -> None:
    while True:
        await asyncio.sleep(TOKEN_USE_SECONDS)
        await services.save_token_uses()


async def _keep_house(services: Services, config: Config) -> None:
    """Empty the trash, sweep and forget, every hour. A failure is written down, and tried again the next time."""
    while True:
        await asyncio.sleep(UPKEEP_SECONDS)
        try:
            await asyncio.to_thread(_upkeep, services, config)
        except Exception:
            log.exception("upkeep failed")


def _upkeep(services: Services, config: Config) -> None:
    purged = empty_trash(
        services.database,
        services.blobs,
        older_than=timedelta(days=config.trash.days),
        unattached_for=timedelta(days=config.trash.unattached_days),
    )
    swept = sweep_orphans(services.database, services.blobs)
    groups = forget_alert_groups(services.database)
    log.info("upkeep", issues=len(purged.issues), files=len(purged.files), orphans=swept, alert_groups=groups)
