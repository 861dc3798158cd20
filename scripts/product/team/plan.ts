/** One deal: who is to join its team, and which of its people the team names. Pure. */
import type { Item } from '../gate/index.ts';
import type { Team } from '../model/index.ts';

/** What a deal asks of somebody, up to the stage it stands in. */
export interface AskedPerson {
  readonly code: string;
  readonly role: string;
  readonly isOpen: boolean;
}

/** A member of the team of a deal. */
export interface Member {
  /** Ids of 18 characters. */
  readonly user: string;
  /** Team Role; empty: none. */
  readonly role: string;
}

export interface TeamDeal {
  readonly id: string;
  readonly owner: string;
  /** In the order of the stages. */
  readonly asked: readonly AskedPerson[];
  readonly items: readonly Item[];
  readonly members: readonly Member[];
}

/** Somebody who is to join the team. */
export interface Joining {
  readonly deal: string;
  readonly user: string;
  /** Team Role of the org. */
  readonly role: string;
  readonly access: 'Read' | 'Edit';
  /** The requirement that names them. */
  readonly code: string;
}

/** A requirement that the team answers. */
export interface Naming {
  readonly deal: string;
  readonly code: string;
  readonly user: string;
  /** Its item, where there is one. */
  readonly item: Item | null;
}

/**
 * What is left to people: `otherPerson`, the requirement names somebody and the team somebody else for that role ·
 * `several`, the team has more than one member of the role · `otherRole`, who is named is on the team with another role ·
 * `inactive`, who would be written is no active user · `removed`, an earlier run added them and somebody took them out
 * again · `noRole`, the org has no such Team Role.
 */
export type TeamNoteKind = 'otherPerson' | 'several' | 'otherRole' | 'inactive' | 'removed' | 'noRole';

export interface TeamNote {
  readonly deal: string;
  readonly kind: TeamNoteKind;
  readonly role: string;
  readonly code: string;
  /** Whom the requirement names; empty: nobody. */
  readonly named: string;
  /** Whom the team names, or which role it gives; empty: nobody. */
  readonly onTeam: string;
}

export interface TeamPlan {
  readonly joining: readonly Joining[];
  readonly naming: readonly Naming[];
  readonly notes: readonly TeamNote[];
}

export interface TeamFacts {
  readonly team: Team;
  readonly isActive: (user: string) => boolean;
  /** Team Roles of the org. */
  readonly roles: ReadonlySet<string>;
  /** Whether an earlier run added them to that deal. */
  readonly wasAdded: (deal: string, user: string) => boolean;
}

/** Of a role the person that the latest stage names joins the team; who left it by hand is not brought back. */
export function planTeam(deal: TeamDeal, { team, isActive, roles, wasAdded }: TeamFacts): TeamPlan {
  const joining = new Map<string, Joining>();
  const naming: Naming[] = [];
  const notes: TeamNote[] = [];
  const itemOf = new Map(deal.items.map((item) => [item.code, item]));
  const roleOf = new Map(deal.members.map(({ user, role }) => [user, role]));
  const namedFor = (role: string): readonly (readonly [code: string, user: string])[] =>
    deal.asked.flatMap((one) => {
      const item = itemOf.get(one.code);
      return one.role === role && item?.status === 'Done' && item.person ? [[one.code, item.person] as const] : [];
    });
  /** Roles of the org that the deal gives somebody. */
  const rolesOf = (user: string): string[] =>
    team.roles.filter(({ name }) => namedFor(name).at(-1)?.[1] === user).map(({ member }) => member);
  for (const { name, member, access } of team.roles) {
    const asked = deal.asked.filter(({ role }) => role === name);
    const [code, user] = namedFor(name).at(-1) ?? ['', ''];
    const there = deal.members.filter(({ role }) => role === member).map((one) => one.user);
    const note = (kind: TeamNoteKind, about: string, onTeam: string): void => {
      notes.push({ deal: deal.id, kind, role: name, code: about, named: user, onTeam });
    };
    if (user !== '' && user !== deal.owner && !there.includes(user)) {
      const other = roleOf.get(user);
      if (other !== undefined) {
        if (!rolesOf(user).includes(other)) note('otherRole', code, other);
      } else if (there.length > 0) note('otherPerson', code, there.join(' '));
      else if (!roles.has(member)) note('noRole', code, member);
      else if (!isActive(user)) note('inactive', code, '');
      else if (wasAdded(deal.id, user)) note('removed', code, '');
      else if (!joining.has(user)) joining.set(user, { deal: deal.id, user, role: member, access, code });
    }
    // Who joins is on the team from then on.
    const holders = joining.get(user)?.role === member ? [user] : there;
    const open = asked.filter(({ isOpen, code: own }) => isOpen && (itemOf.get(own)?.status ?? 'Open') === 'Open');
    const [first] = open;
    if (first === undefined || holders.length === 0) continue;
    const [holder = ''] = holders;
    if (holders.length > 1) note('several', first.code, holders.join(' '));
    else if (!isActive(holder)) note('inactive', first.code, holder);
    else if (user !== '' && user !== holder) {
      if (user === deal.owner || roleOf.has(user)) note('otherPerson', first.code, holder);
    } else
      for (const { code: own } of open)
        naming.push({ deal: deal.id, code: own, user: holder, item: itemOf.get(own) ?? null });
  }
  return { joining: [...joining.values()], naming, notes };
}
