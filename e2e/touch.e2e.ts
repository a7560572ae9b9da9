import { expect, rows, test } from './fixtures.ts';

const many = Array.from({ length: 45 }, (_, i) => ({
  name: `Job ${String(i).padStart(2, '0')}`,
  createdSecondsAgo: 1000 + i * 60,
}));

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });

  test('every control is at least 40 px high and wide', async ({ page, start, visit }) => {
    const studio = await start({ records: many });
    await visit(studio, '/?page=2');
    await expect(rows(page)).toHaveCount(21);
    const main = page.getByRole('main');
    await main.getByRole('button', { name: 'Filter' }).click();
    const controls = main
      .getByRole('button')
      .or(main.getByRole('combobox'))
      .or(main.getByRole('searchbox'));
    expect(await controls.count()).toBeGreaterThan(35);
    // What counts is where a touch lands, not how the control looks.
    const missed = await controls.evaluateAll((elements) =>
      elements.flatMap((element) => {
        element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const { left, top, width, height } = element.getBoundingClientRect();
        if (width === 0) return [];
        const isHit = (dx: number, dy: number) => {
          const hit = document.elementFromPoint(left + width / 2 + dx, top + height / 2 + dy);
          return hit !== null && element.contains(hit);
        };
        const hits = [isHit(-19, 0), isHit(19, 0), isHit(0, -19), isHit(0, 19)];
        return hits.every(Boolean) ? [] : [`${hits} ${element.outerHTML.slice(0, 120)}`];
      }),
    );
    expect(missed).toEqual([]);
  });
});
