// @ts-check
'use strict';

// What an attempt at a mock exam comes to. An attempt is what the log holds of it: entries with
// one `set`, which says by itself what was sat.

/**
 * What was sat and when; `seconds` is the time there was, or 0 for no limit.
 * @typedef {{exam: string, length: string, seed: string, mark: string, start: number,
 *   seconds: number}} Sitting
 * What the log keeps of a question of an exam beside the answer: its place, the part that it was
 * drawn for, and among how many answers a guess would choose.
 * @typedef {Entry & {place?: number, part?: string, among?: number}} ExamEntry
 * @typedef {{set: string, sitting: Sitting, entries: ExamEntry[]}} Attempt
 * Shares from 0 to 1: right, what it may be by chance, and what guessing gets.
 * @typedef {{of: number, right: number, partial: number, wrong: number, open: number,
 *   share: number, low: number, high: number, chance: number}} Score
 */

var quizgenScore = (() => {
  /** 95 of 100 values of the normal distribution are nearer to its middle. */
  const Z = 1.959963984540054;
  const SEED = /^[0-9a-z]{1,40}$/;

  /**
   * The interval that Wilson gave for a share, E. B. Wilson (1927), JASA 22, 209–212.
   * @param {number} right
   * @param {number} of
   * @returns {[number, number]}
   */
  const wilson = (right, of) => {
    if (!of) return [0, 1];
    const [share, weight] = [right / of, Z * Z / of];
    const middle = (share + weight / 2) / (1 + weight);
    const half = (Z / (1 + weight)) * Math.sqrt(share * (1 - share) / of + weight / (4 * of));
    return [right ? Math.max(middle - half, 0) : 0, right < of ? Math.min(middle + half, 1) : 1];
  };

  /**
   * How many answers one can give to a question.
   * @param {Question} question
   */
  const answersTo = ({ options, keys }) => {
    let found = 1;
    keys.forEach((_, n) => { found = found * (options.length - n) / (n + 1); });
    return Math.round(found);
  };

  /**
   * @param {Question} question
   * @param {string[]} chosen ids of options
   * @returns {Result}
   */
  const resultOf = ({ options, keys }, chosen) => {
    const wanted = keys.map((place) => options[place][0]);
    const hits = wanted.filter((id) => chosen.includes(id)).length;
    if (!chosen.length) return 'unknown';
    if (chosen.length > wanted.length || !hits) return 'wrong';
    return hits === wanted.length ? 'right' : 'partial';
  };

  /** @param {ExamEntry[]} entries @returns {Score} */
  const score = (entries) => {
    const count = (/** @type {Result} */ result) => entries.filter((one) => one.result === result).length;
    const [of, right] = [entries.length, count('right')];
    const [low, high] = wilson(right, of);
    const guessed = entries.map(({ among = 0 }) => (Number.isFinite(among) && among >= 1 ? 1 / among : 0));
    return {
      of, right, partial: count('partial'), wrong: count('wrong'), open: count('unknown'),
      share: of ? right / of : 0, low, high,
      chance: of ? guessed.reduce((sum, one) => sum + one, 0) / of : 0,
    };
  };

  /** @param {Sitting} sitting @returns {string} */
  const toSet = ({ start, seconds, ...rest }) => String(
    new URLSearchParams({ ...rest, start: String(start), seconds: String(seconds) }));

  /** @param {string} set what stands in a log or in an address @returns {Sitting | undefined} */
  const fromSet = (set) => {
    const given = new URLSearchParams(set);
    const [exam, length, seed, mark] = ['exam', 'length', 'seed', 'mark'].map((name) => given.get(name) ?? '');
    const [start, seconds] = ['start', 'seconds'].map((name) => Number(given.get(name) ?? 0));
    const isSound = exam && length && SEED.test(seed) && Math.abs(start) < 8.64e15 && seconds >= 0;
    return isSound ? { exam, length, seed, mark, start, seconds } : undefined;
  };

  /**
   * The attempts that a log holds, the last one first.
   * @param {Entry[]} entries
   * @returns {Attempt[]}
   */
  const attempts = (entries) => {
    /** @type {Map<string, ExamEntry[]>} */
    const bySet = new Map();
    for (const entry of entries) {
      if (entry.where !== 'exam' || !entry.set) continue;
      const there = bySet.get(entry.set);
      if (there) there.push(entry);
      else bySet.set(entry.set, [entry]);
    }
    return [...bySet].flatMap(([set, own]) => {
      const sitting = fromSet(set);
      own.sort((one, other) => Number(one.place ?? 0) - Number(other.place ?? 0));
      return sitting ? [{ set, sitting, entries: own }] : [];
    }).sort((one, other) => other.sitting.start - one.sitting.start || (one.set < other.set ? -1 : 1));
  };

  return { wilson, answersTo, resultOf, score, toSet, fromSet, attempts };
})();
