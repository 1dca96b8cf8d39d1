// @ts-check
'use strict';

// When to ask again: FSRS-6 with its default weights, counted in whole days and without chance.
// https://github.com/open-spaced-repetition/free-spaced-repetition-scheduler

/** @typedef {{s: number, d: number}} Memory stability in days, and difficulty from 1 to 10 */

var quizgenFsrs = (() => {
  const w = [
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796,
    1.4835, 0.0614, 0.2629, 1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
  ];
  const DECAY = -w[20];
  const FACTOR = 0.9 ** (1 / DECAY) - 1;
  const RETENTION = 0.9;
  const MOST_DAYS = 36500;
  const [AGAIN, HARD, GOOD, EASY] = [1, 2, 3, 4];
  const { exp, max, min, round } = Math;

  /** @param {number} grade */
  const firstDifficulty = (grade) => w[4] - exp(w[5] * (grade - 1)) + 1;
  /** @param {number} d */
  const bounded = (d) => min(max(d, 1), 10);
  /** @param {number} days @param {number} s */
  const recall = (days, s) => (1 + FACTOR * days / s) ** DECAY;

  /** @param {Memory} memory @param {number} grade */
  const difficulty = ({ d }, grade) => {
    const moved = d - w[6] * (grade - 3) * (10 - d) / 9;
    return bounded(w[7] * firstDifficulty(EASY) + (1 - w[7]) * moved);
  };

  /** @param {Memory} memory @param {number} grade @param {number} days */
  const stability = ({ s, d }, grade, days) => {
    if (days < 1) {
      const gain = exp(w[17] * (grade - 3 + w[18])) * s ** -w[19];
      return s * (grade >= HARD ? max(gain, 1) : gain);
    }
    const forgotten = 1 - recall(days, s);
    if (grade === AGAIN) {
      const left = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * exp(w[14] * forgotten);
      return min(left, s / exp(w[17] * w[18]));
    }
    const factor = grade === HARD ? w[15] : grade === EASY ? w[16] : 1;
    return s * (1 + exp(w[8]) * (11 - d) * s ** -w[9] * (exp(w[10] * forgotten) - 1) * factor);
  };

  /**
   * @param {Memory | undefined} memory undefined before the first answer
   * @param {number} grade
   * @param {number} days since the last answer
   * @returns {Memory}
   */
  const next = (memory, grade, days) => (memory
    ? { s: max(stability(memory, grade, days), 0.001), d: difficulty(memory, grade) }
    : { s: w[grade - 1], d: bounded(firstDifficulty(grade)) });

  /** @param {Memory} memory @returns {number} days until it should be asked again */
  const interval = ({ s }) => {
    const days = s / FACTOR * (RETENTION ** (1 / DECAY) - 1);
    return min(max(round(days), 1), MOST_DAYS);
  };

  return { algo: 'fsrs-6', AGAIN, HARD, GOOD, EASY, next, interval };
})();
