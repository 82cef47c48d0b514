"""Commits turns of many chats as fast as it can, says which are durable, and waits to be killed."""

import asyncio
import os
import sys
from pathlib import Path

from storage_samples import case_of, message, opened, turn

CHATS = range(1, 21)


async def converse(store_folder: Path) -> None:
    async with opened(store_folder) as store, asyncio.TaskGroup() as chats:

        async def one_chat(chat_id: int) -> None:
            revision = (await store.load(chat_id)).revision
            while True:
                said = str(revision + 1) * 300
                await store.commit(
                    turn(
                        chat_id,
                        update_ids=(chat_id * 1_000_000 + revision + 1,),
                        case=case_of(chat_id, said=said),
                        revision=revision,
                        outgoing=(message(chat_id, said), message(chat_id, said)),
                    )
                )
                revision += 1
                os.write(1, f"{chat_id} {revision}\n".encode())

        for chat_id in CHATS:
            chats.create_task(one_chat(chat_id))


if __name__ == "__main__":
    asyncio.run(converse(Path(sys.argv[1])))
