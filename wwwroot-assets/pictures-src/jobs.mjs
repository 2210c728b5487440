import { readFile } from 'node:fs/promises';

const catalogueFile = process.env.CATALOGUE ?? new URL('../../src/Shop/Demo/catalogue.json', import.meta.url);

/** Large and small width of product pictures. */
export const widths = [640, 320];

export const keyOf = ({ object, shape, finish, colour, angle }) => `${object}-${shape}-${finish}-${colour}-${angle}`.toLowerCase();

/** Scenes first: what the home page and the empty states show. */
export function sceneJobs(categorySlugs) {
  return [
    { key: 'hero', scene: 'hero', ground: '#FAF7F2', width: 1600, height: 900, small: 800, samples: 14, alt: 'Stoneware, glass and brass from the shop on a bright table' },
    ...categorySlugs.map((slug) => ({ key: `category-${slug}`, scene: `category-${slug}`, category: slug, width: 800, small: 400, samples: 10, alt: '' })),
    { key: 'club', scene: 'club', ground: '#FAF7F2', width: 1200, height: 800, small: 600, samples: 12, alt: 'The club card with a brass line, leaning on a present' },
    ...['empty-cart', 'empty-orders', 'empty-search', 'not-found'].map((key) => ({ key, scene: key, open: true, width: 480, small: 240, samples: 12, alt: '' })),
  ];
}

/** Every product picture the catalogue needs: fronts of all colours, then side and detail of the first. */
export async function productJobs() {
  const { products, categories } = JSON.parse(await readFile(catalogueFile, 'utf8'));
  const byAngle = { front: new Map(), side: new Map(), detail: new Map() };
  for (const { look, category, variants } of products) {
    const colours = [...new Set(variants.map((v) => v.colour))];
    colours.forEach((colour, i) => {
      for (const angle of i === 0 ? ['front', 'side', 'detail'] : ['front']) {
        const job = { ...look, colour, angle, category };
        const key = keyOf(job);
        byAngle[angle].set(key, { key, ...job, width: widths[0], small: widths[1], alt: altOf(job) });
      }
    });
  }
  return { jobs: [...byAngle.front.values(), ...byAngle.side.values(), ...byAngle.detail.values()], categories: categories.map((c) => c.slug) };
}

const finishWords = { dipped: 'dipped', speckled: 'speckled', ribbed: 'ribbed', banded: 'banded' };

function altOf({ object, shape, finish, colour, angle }) {
  const words = [shape === 'classic' ? '' : shape, finishWords[finish] ?? '', colour, object.replaceAll('-', ' ')].filter(Boolean).join(' ');
  const text = { front: words, side: `${words}, from the side`, detail: `${words}, close up` }[angle];
  return text[0].toUpperCase() + text.slice(1);
}
