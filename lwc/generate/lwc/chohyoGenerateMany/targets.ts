import { describeObject, listChoices } from 'c/chohyoApi';
import { ownLanguageFirst } from 'c/chohyoWords';
import type { Choice } from 'c/chohyoApi';

/** More than this cannot be chosen record by record: a list button passes no more, and ids do not travel in the thousands. */
export const MOST_CHOSEN = 200;

/** Records that documents can be made of, and the mappings for them. `key` is the related list, or the object. */
export interface Target {
    key: string;
    objectName: string;
    label: string;
    choices: Choice[];
}

interface Wish {
    recordIds?: readonly string[];
    parentId?: string;
    objectName?: string;
    mapping?: string;
}

/** What this user can make documents of: the chosen records, the related lists of a record, or the objects of the org. */
export async function findTargets({
    recordIds,
    parentId,
    objectName,
    mapping
}: Wish): Promise<Target[]> {
    const targets = recordIds
        ? await ofRecords(recordIds)
        : parentId
          ? await ofLists(objectName!)
          : await ofObjects();
    return targets
        .map((target) => ({
            ...target,
            choices: ownLanguageFirst(only(mapping, target.choices))
        }))
        .filter(({ choices }) => choices.length > 0);
}

// A choice for one record may not be one for the next: so the object is asked for once it is known.
async function ofRecords([recordId]: readonly string[]): Promise<Target[]> {
    if (!recordId) {
        return [];
    }
    const { object } = await listChoices({ recordId });
    const { choices } = await listChoices({ objectName: object!.name });
    return [
        {
            key: object!.name,
            objectName: object!.name,
            label: object!.label,
            choices
        }
    ];
}

// A list of the same object, child accounts of an account, is seldom what is meant.
async function ofLists(objectName: string): Promise<Target[]> {
    const [{ lists }, objects] = await Promise.all([
        describeObject(objectName),
        ofObjects()
    ]);
    const targets = lists.flatMap(({ relationship, object }) => {
        const target = objects.find(({ key }) => key === object);
        if (!target) {
            return [];
        }
        const isPlain =
            object !== objectName &&
            lists.filter((list) => list.object === object).length === 1;
        const label = isPlain
            ? target.label
            : `${target.label} (${relationship})`;
        return [{ ...target, key: relationship, label }];
    });
    const isOwn = (target: Target) => target.objectName === objectName;
    return [
        ...targets.filter((target) => !isOwn(target)),
        ...targets.filter(isOwn)
    ];
}

async function ofObjects(): Promise<Target[]> {
    const { choices } = await listChoices({});
    const objects = new Map(
        choices.map(({ object }) => [object.name, object.label])
    );
    return [...objects].map(([name, label]) => ({
        key: name,
        objectName: name,
        label,
        choices: choices.filter(({ object }) => object.name === name)
    }));
}

function only(mapping: string | undefined, choices: Choice[]): Choice[] {
    return mapping
        ? choices.filter((choice) => choice.mapping === mapping)
        : choices;
}
