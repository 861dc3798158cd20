/** Wire adapters in the shape LWC asks for. */

/**
 * An adapter whose data are asked for anew when its configuration changes.
 * @param {(config: any) => (() => Promise<any>) | undefined} plan what to load; undefined while something is missing
 */
export const adapter = (plan) =>
  class {
    /** @param {(value: { data: any, error: any }) => void} emit */
    constructor(emit) {
      this.emit = emit;
      this.turn = 0;
      this.connected = false;
      this.asked = undefined;
      emit({ data: undefined, error: undefined });
    }

    connect() {
      this.connected = true;
    }

    disconnect() {
      this.connected = false;
      this.turn++;
    }

    /** @param {any} config */
    update(config) {
      const load = plan(config ?? {});
      const asked = JSON.stringify(config ?? {});
      if (load === undefined || asked === this.asked) return;
      this.asked = asked;
      void this.run(load);
    }

    /** Answers that come after a newer question are dropped. @param {() => Promise<any>} load */
    async run(load) {
      const turn = ++this.turn;
      try {
        const data = await load();
        if (turn === this.turn) this.emit({ data, error: undefined });
      } catch (error) {
        if (turn === this.turn) this.emit({ data: undefined, error });
      }
    }
  };
