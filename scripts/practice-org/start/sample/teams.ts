/** Who is on the teams of deals, where team selling is on: the colleagues whom a deal asks for once it is pursued. */
import type { SampleEvent } from './events.ts';
import { personFor } from './people.ts';
import type { DealPlan } from './plan.ts';
import { randomFrom } from './random.ts';
import type { Scene } from './story.ts';

const member = 'OpportunityTeamMember';

/** A team is formed with the second stage of a way. */
const begins = 1;

/** Of a number of its own: no deal changes for it. */
export function teamOf({ model, calendar }: Scene, plan: DealPlan, seed: number): SampleEvent[] {
  const since = plan.entered[begins];
  if (model.team === undefined || since === undefined) return [];
  const random = randomFrom(seed + plan.number * 15_485_863);
  const at = new Date(calendar.moment(since)).toISOString();
  const deal = `deal ${plan.number}`;
  const colleagues = new Map<string, SampleEvent>();
  for (const { member: role, access, label } of model.team.roles) {
    const who = personFor({ label }, plan.owner);
    if (who === plan.owner || colleagues.has(who) || !random.chance(0.6)) continue;
    colleagues.set(who, {
      at,
      actor: plan.owner,
      deal: plan.number,
      operation: 'insert',
      object: member,
      row: `${deal} member ${who}`,
      fields: {
        OpportunityId: { row: deal },
        UserId: { user: who },
        TeamMemberRole: role,
        OpportunityAccessLevel: access,
      },
    });
  }
  return [...colleagues.values()];
}
