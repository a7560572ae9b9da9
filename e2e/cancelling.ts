import type { Page } from '@playwright/test';
import { expect, type Studio } from './fixtures.ts';

/** A job that waits until it is cancelled or started. */
export const queued = {
  name: '待取消的任务',
  createdSecondsAgo: 30,
  waitSeconds: null,
  runSeconds: null,
};

/** How many cancels have reached MetaStudio. */
export const sentCancels = async ({ world }: Studio) => (await world.journal(/^cancel/)).length;

/** Opens the dialog on the page of the queued job. */
export async function openDialog(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Cancel job' }).click();
  await expect(page.getByRole('dialog')).toContainText(queued.name);
}

/** Orders the cancel in the open dialog. */
export async function confirm(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel job' }).click();
}
