/** Layouts of objects: the practice org has one of each kind, made of the fields that the user sees. */
import type { Session } from '../access/session.ts';
import { defaultRecordType, recordTypeRows } from '../org.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { masterRecordType } from '../schema/record-types.ts';
import { labelOf } from '../schema/translate.ts';
import { notFound, ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';

/** Ids of layouts are fixed by their object: nothing of them is stored. */
const layoutId = (object: ObjectType): string => `00hTA0000000${object.prefix}AAA`;

const seenFields = (object: ObjectType, session: Session): Field[] => {
  const { readable } = session.access(object);
  return object.fields.filter(({ slot, kind }) => kind !== 'id' && readable[slot] === true);
};

const itemOf = (field: Field, { language }: Session): unknown => ({
  editableForNew: field.canCreate,
  editableForUpdate: field.canUpdate,
  label: labelOf(field, language),
  layoutComponents: [{ details: null, displayLines: 1, tabOrder: field.slot, type: 'Field', value: field.name }],
  placeholder: false,
  required: field.required === true && field.kind !== 'boolean',
});

function sectionOf(fields: readonly Field[], session: Session): unknown {
  const rows = Array.from({ length: Math.ceil(fields.length / 2) }, (_none, row) => ({
    layoutItems: fields.slice(row * 2, row * 2 + 2).map((field) => itemOf(field, session)),
    numItems: 2,
  }));
  return {
    columns: 2,
    heading: 'Information',
    layoutRows: rows,
    rows: rows.length,
    useCollapsibleSection: false,
    useHeading: true,
  };
}

function layoutOf(object: ObjectType, session: Session): unknown {
  const fields = seenFields(object, session);
  const edited = fields.filter(({ canCreate, canUpdate }) => canCreate || canUpdate);
  const children = object.children.filter(({ name, child }) => name !== undefined && session.access(child).read);
  return {
    id: layoutId(object),
    buttonLayoutSection: { detailButtons: [] },
    detailLayoutSections: [sectionOf(fields, session)],
    editLayoutSections: [sectionOf(edited, session)],
    feedView: null,
    highlightsPanelLayoutSection: null,
    multirowEditLayoutSections: [],
    offlineLinks: [],
    quickActionList: { quickActionListItems: [] },
    relatedContent: null,
    relatedLists: children.map(({ name, child, field }) => ({
      name,
      label: child.labelPlural,
      sobject: child.name,
      field: field.name,
      columns: [
        { field: `${child.name}.${child.nameField.name}`, label: child.nameField.label, name: child.nameField.name },
      ],
      limitRows: 5,
      sort: [],
      buttons: [],
    })),
    saveOptions: [],
  };
}

/** Every record type, the master one last, with the id of what it is shown with. */
const mappingsOf = ({ org }: ApiRequest, object: ObjectType, shown: Readonly<Record<string, unknown>>): unknown[] => {
  const byDefault = defaultRecordType(org, object) ?? masterRecordType;
  const own = recordTypeRows(org, object).map(({ id, label, name, active }) => ({
    id,
    label,
    name,
    active,
    master: false,
  }));
  const all = [...own, { id: masterRecordType, label: 'Master', name: 'Master', active: true, master: true }];
  return all.map(({ id, label, name, active, master }) => ({
    active,
    available: active,
    defaultRecordTypeMapping: id === byDefault,
    developerName: name,
    master,
    name: label,
    recordTypeId: id,
    ...shown,
  }));
};

function compactLayouts(request: ApiRequest, object: ObjectType): unknown {
  const { nameField } = object;
  const layout = {
    id: null,
    name: 'SYSTEM',
    label: 'System Default',
    objectType: object.name,
    actions: [],
    fieldItems: [itemOf(nameField, request.session)],
    imageItems: [],
  };
  const compactLayoutName = 'SYSTEM';
  return {
    compactLayouts: [layout],
    defaultCompactLayoutId: null,
    recordTypeCompactLayoutMappings: mappingsOf(request, object, { compactLayoutId: null, compactLayoutName }),
    urls: {},
  };
}

/** What stands under `sobjects/X/describe`: `layouts`, `compactLayouts`, `approvalLayouts` and `namedLayouts`. */
export function answerLayouts(request: ApiRequest, object: ObjectType, kind: string, name: string | undefined): Reply {
  if (request.method !== 'GET') return wrongMethod(request.method, 'GET, HEAD');
  const { session, org } = request;
  const layouts = (): unknown => ({
    layouts: [layoutOf(object, session)],
    recordTypeMappings: mappingsOf(request, object, { layoutId: layoutId(object), picklistsForRecordType: [] }),
    recordTypeSelectorRequired: [recordTypeRows(org, object).length > 1],
  });
  switch (kind) {
    case 'layouts': {
      if (name === undefined) return ok(layouts());
      const known = [masterRecordType, ...recordTypeRows(org, object).map(({ id }) => id)];
      return known.some((id) => id === name || id.slice(0, 15) === name) ? ok(layoutOf(object, session)) : notFound();
    }
    case 'namedlayouts':
      return name === undefined ? notFound() : ok(layouts());
    case 'compactlayouts':
      return ok(compactLayouts(request, object));
    case 'approvallayouts':
      return ok({ approvalLayouts: [] });
    default:
      return notFound();
  }
}
