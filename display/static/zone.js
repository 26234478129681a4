// A hall may have several zones, each with its own lokets, calls and loudspeaker. The board tells of all of them; a TV
// shows and says what belongs to the one it stands in. Where there is one zone, that is everything.

/** The board as this TV sees it. `device`: its number if it is paired; `name`: the zone it was opened for. */
export function inZone(board, { device, name }) {
  const { zones = [] } = board;
  const zone = zones.find((one) => one.screens.includes(device)) ?? zones.find((one) => one.name === name) ?? zones[0];
  if (!zone) return board;
  const here = (row) => zones.length < 2 || row.zone === zone.name;
  const lokets = board.lokets.filter(here);
  const numbers = new Set(lokets.map((row) => row.loket));
  return {
    ...board,
    lokets,
    calls: board.calls.filter(here),
    next: board.next.filter((ticket) => numbers.has(ticket.loket)),
    waiting: Object.fromEntries(Object.entries(board.waiting).filter(([loket]) => numbers.has(Number(loket)))),
    voice: { ...board.voice, speaker: zone.speaker },
    test: zone.test && { ...zone.test, isTest: true },
  };
}
