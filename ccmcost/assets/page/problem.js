// What a choice can be refused for: a key of the catalogue and the figures that its sentence needs.

export class Problem extends Error {
  constructor(key, figures = {}) {
    super(key);
    this.key = key;
    this.figures = figures;
  }
}
