/** Every colour a variant can have. */
export const colours = {
  chalk: '#F1EEE6', oat: '#DDD0B8', sand: '#CDB58F', terracotta: '#C0694A', clay: '#B4472F', rust: '#8F4526',
  moss: '#4F6B4F', sage: '#A3B199', fjord: '#3E5F73', mist: '#B9C6CB', ink: '#252B30', plum: '#5E3A4D',
  rose: '#D3A49C', honey: '#D49B3D', brass: '#B08D45', walnut: '#5F4330', oak: '#C29B6B', smoke: '#6E6A66',
  clear: '#E6EEEE',
};

/** The plain ground of a picture: one tint per category, so that a listing reads as one page. */
export const grounds = {
  'mugs-cups': '#EFE6DA', 'tea-coffee': '#E9E4D3', 'plates-bowls': '#E7E6E0', glassware: '#E2E9E8', 'vases-planters': '#E4E8DC',
  candles: '#EFE2D2', lamps: '#EDE7D8', 'kitchen-wood': '#EBE3D6', textiles: '#E8E3DF', storage: '#EAE5D8',
  bath: '#E1E7E4', 'gifts-paper': '#EFE1DC', paper: '#FAF7F2',
};

/** How a shape changes proportions: w across, h upright. */
export const shapes = {
  classic: { w: 1, h: 1 },
  low: { w: 1.1, h: 0.72 },
  tall: { w: 0.9, h: 1.3 },
  wide: { w: 1.28, h: 0.9 },
};

export const finishes = ['plain', 'dipped', 'speckled', 'ribbed', 'banded', 'stripe', 'check', 'weave', 'flecked'];
export const angles = ['front', 'side', 'detail'];

/** Relative luminance 0..1, to choose a trim that shows against a colour. */
export function lightness(hex) {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255);
  return 0.299 * r + 0.587 * g + 0.114 * b;
}
