import type { JobRecord } from '../jobs/record.ts';
import { mix } from '../lib/random.ts';
import { believableJob } from './believable.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `age` in milliseconds. */
type OddJob = Partial<JobRecord> & { age: number };

/**
 * One job of each unusual kind: long names, markup, missing fields, times out of order, one that never starts, one in
 * an undocumented state, faults by name. `now` in epoch ms.
 */
export function oddJobs(seed: number, now: number): JobRecord[] {
  return specs.map(({ age, ...rest }, i) => ({
    ...believableJob(mix(seed, 'odd', i), i, Math.floor((now - age) / 1000) * 1000),
    ending: 'SUCCEED',
    error: null,
    ...rest,
  }));
}

const specs: readonly OddJob[] = [
  // Has waited for hours.
  {
    age: 7.4 * hour,
    name: '2026年度战略发布会主持人口播（待排期）',
    language: 'zh',
    waitSeconds: null,
    type: '2d',
  },
  {
    age: 26 * minute,
    name: '客服中心节假日值班公告',
    language: 'zh',
    runSeconds: null,
    type: '2d',
  },
  {
    age: 3.2 * hour,
    name: 'Archive test reel for the regional team',
    language: 'en',
    ending: 'ARCHIVING',
  },
  {
    age: 5.1 * hour,
    name: '关于进一步加强全市各级机关企事业单位及社会团体在数字人视频制作发布审核归档全流程中落实内容安全主体责任、规范素材授权使用管理、防范深度合成技术滥用风险并切实保障公众知情权与个人信息权益的若干意见（征求意见稿）政策解读系列短视频第一集：总则与适用范围、基本原则、责任分工、时间安排以及各区县试点单位报名方式和联系人说明——面向基层宣传干部的三分钟速览版本（含手语翻译窗口与无障碍字幕，适配政务大厅横屏与移动端竖屏双端投放，第七次修订）',
    language: 'zh',
  },
  {
    age: 9.6 * hour,
    name: `Internal_training_recording_for_the_customer_care_team_${'Rindfleischetikettierungsueberwachungsaufgabenuebertragungsgesetz_'.repeat(2)}regional_edition_final_FINAL_v12_approved_by_legal_and_brand_(2)`,
    language: 'en',
  },
  { age: 13 * hour, name: '<b>限时</b> & "特惠" <script>alert(1)</script> 口播', language: 'zh' },
  {
    age: 15 * hour,
    name: 'أهلاً وسهلاً – Welcome film \u202Egnp.oediv\u202C 👩🏽‍💻🎬✨',
    language: 'en',
  },
  { age: 20 * hour, name: '🎉🎉 国庆大促 🎉🎉 倒计时海报口播', language: 'zh', type: 'photo' },
  {
    age: 1.2 * day,
    name: '门店巡检提示音（无封面）',
    language: 'zh',
    omit: ['output_asset_config.cover_url'],
  },
  { age: 1.4 * day, name: 'Elevator greeting, silent version', language: 'en', omit: ['duration'] },
  { age: 1.7 * day, name: '历史迁移任务 0047', language: 'zh', nulls: ['output_asset_config'] },
  {
    age: 2.3 * day,
    name: 'One Day',
    language: 'en',
    // Started months before it was created, like docs/metastudio.md#time-order.
    overrides: { start_time: '2022-01-18T16:29:36Z', end_time: '2022-01-18T16:30:36Z' },
  },
  {
    age: 2.9 * day,
    name: '春运安全提示（旧接口创建）',
    language: 'zh',
    omit: ['job_type'],
    type: '2d',
  },
  {
    age: 3.3 * day,
    name: 'Lobby screen loop – Friday',
    language: 'en',
    overrides: { state: 'SUCCESS' },
  },
  { age: 3.8 * day, name: '校园开放日邀请函', language: 'zh', omit: ['job_type'], type: 'photo' },
  { age: 4.4 * day, name: '百年校史一百问 全集', language: 'zh', type: '2d', scenes: 100 },
  {
    age: 5.2 * day,
    name: 'Pronunciation test: brackets & pauses',
    language: 'en',
    type: '2d',
    scenes: [
      '<speak>This tag is never closed <break time="500ms" and the sentence goes on.</speak>',
      'If a < b and b < c then a < c; plain text, no markup at all & one ampersand.',
      '<speak><emotion type="HAPPY">Nested <prosody rate="fast">the wrong</emotion> way</prosody> round.</speak>',
    ],
  },
  {
    age: 6.1 * day,
    name: '会议纪要语音播报',
    language: 'zh',
    type: '2d',
    scenes: [{ audioSeconds: 42.5 }, { audioSeconds: 18 }],
  },
  { age: 6.6 * day, name: 'Zero-length cut', language: 'en', overrides: { duration: 0 } },
  // Faults by name: waiting jobs show the outcomes of a cancel, finished ones show broken media.
  {
    age: 41 * minute,
    name: '周年庆邀请函口播 [fault:cancelAppliedReplyLost]',
    language: 'zh',
    waitSeconds: null,
  },
  {
    age: 44 * minute,
    name: 'Gate change announcement [fault:cancelRace]',
    language: 'en',
    waitSeconds: null,
    runSeconds: 900,
  },
  { age: 47 * minute, name: '夜班交接提醒 [fault:cancelLost]', language: 'zh', waitSeconds: null },
  { age: 2.2 * hour, name: '旅游推介会暖场短片 [fault:mediaRefused]', language: 'zh' },
  { age: 2.6 * hour, name: 'Quarterly recap for partners [fault:html]', language: 'en' },
];
