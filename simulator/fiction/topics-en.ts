import type { Vocabulary } from './vocabulary.ts';

/** English videos of marketing, training, news and service teams. */
export const topicsEn: Vocabulary = {
  slots: {
    city: [
      'Singapore',
      'Berlin',
      'Nairobi',
      'São Paulo',
      'Kuala Lumpur',
      'Dubai',
      'Manchester',
      'Bangkok',
    ],
    product: [
      'Halo Desk Lamp',
      'Trailhead 2 backpack',
      'Nimbus Router AX',
      'Brightwater Filter',
      'Otter Smart Scale',
      'Kite e-bike',
    ],
    company: [
      'Northwind Logistics',
      'Aurelia Bank',
      'Fernhill Clinics',
      'Baysong Telecom',
      'Mosaic Retail',
    ],
    dept: [
      'Field Sales',
      'Customer Care',
      'People Operations',
      'Finance',
      'Warehouse Night Shift',
      'Platform Engineering',
    ],
    quarter: ['Q1', 'Q2', 'Q3', 'Q4'],
    month: ['March', 'May', 'June', 'September', 'October', 'November'],
    episode: ['4', '9', '11', '17', '23', '38', '52', '86'],
    module: ['Module 1', 'Module 2', 'Module 3', 'Module 5', 'Recap'],
    person: ['Maya', 'Daniel', 'Priya', 'Tom', 'Elena', 'Wei'],
    percent: ['eight percent', 'a third', 'nearly half', '12.5 percent', 'two points'],
    skill: [
      'de-escalation',
      'phishing awareness',
      'manual handling',
      'anti-bribery',
      'inclusive hiring',
    ],
  },
  openings: [
    'Hi, I’m {person}, and this will take about three minutes.',
    'Good morning from {city}.',
    'Welcome back. Let’s get straight to it.',
    'Hello everyone, and thank you for joining.',
  ],
  closings: [
    'That’s all for today. Thanks for watching.',
    'If anything is unclear, write to {dept} and we will get back to you the same day.',
    'See you next week, same time, same place.',
    'I’m {person}. Take care, and see you soon.',
  ],
  topics: [
    {
      titles: [
        '{city} Morning Brief – Ep. {episode}',
        'Market open in 60 seconds, {month}',
        '{city} Weekend Weather',
        'Around {city}: what changed this week',
      ],
      lines: [
        'Markets in {city} opened slightly higher, led by transport and utilities.',
        'The harbour line reopens on Monday after eleven weeks of track work.',
        'Expect light rain until noon, then a dry and breezy afternoon.',
        'City council approved the cycling plan by a margin of two votes.',
        'And finally, the library’s late opening hours return from the first of {month}.',
      ],
    },
    {
      titles: [
        'Meet the {product}',
        '{product} launch film (English)',
        '{product}: setup in four steps',
        '{product} vs last year’s model',
        'Unboxing the {product} | vertical cut',
      ],
      lines: [
        'We built the {product} because the old one annoyed us too.',
        'It weighs {percent} less, and you notice it on the first day.',
        'Open the lid, press once, and wait for the light to turn white.',
        'Everything that used to need a screwdriver now clicks.',
        'Orders placed this week ship with a second cable at no cost.',
        'The recycled shell is made in {city}, forty minutes from our workshop.',
      ],
    },
    {
      titles: [
        'Training: {skill} – {module}',
        'Compliance refresher: {skill}',
        '{company} onboarding, {module}',
        'Day one at {company}',
        '{dept}: how we run stand-ups',
      ],
      lines: [
        'This course covers {skill}, and there is a short quiz at the end.',
        'Read the message twice before you click: who sent it, and what do they want from you?',
        'No one at {company} will ever ask for your password, not even {dept}.',
        'When in doubt, stop, step back, and ask a colleague to look with you.',
        'You need eighty percent to pass, and you may try as often as you like.',
        'Your manager sees that you completed the course, not how you answered.',
      ],
    },
    {
      titles: [
        '{quarter} results in two minutes',
        'Town hall {quarter}: message from {person}',
        '{company} investor update – {quarter}',
        '{dept} monthly wrap-up: {month}',
      ],
      lines: [
        'Revenue for {quarter} grew by {percent} against the same period last year.',
        'Churn went down for the third quarter in a row, mostly thanks to faster replies.',
        'We missed our hiring target, and I would like to explain why.',
        'Two things changed since {month}: we ship weekly, and we write things down.',
        'Our priority for the next ninety days is simple: fewer projects, finished.',
      ],
    },
    {
      titles: [
        'How to read your {company} bill',
        'Changing your delivery address',
        'FAQ #{episode}: refunds and exchanges',
        '{company} app tour',
        'What to expect at your first appointment',
      ],
      lines: [
        'Your bill has three parts, and only the middle one changes from month to month.',
        'Tap the parcel, choose “edit”, and enter the new address before six in the evening.',
        'Refunds reach your account within five working days, often sooner.',
        'Please bring a photo ID and arrive ten minutes early.',
        'You can switch languages at any time from the top right corner.',
      ],
    },
    {
      titles: [
        '48 hours in {city}',
        '{city} on a rainy day',
        'Three quiet cafés near {city} station',
        'Hotel welcome video – {city}',
      ],
      lines: [
        'Start early: before nine, the old market belongs to the people who work there.',
        'Skip the tower and walk up the hill behind it; the view is better and it costs nothing.',
        'The tram takes cash only, so keep a few coins.',
        'Breakfast is served on the second floor from half past six.',
        'If it rains, the glasshouses are heated and almost empty.',
      ],
    },
    {
      titles: [
        'Release notes read aloud: {month}',
        'Incident review #{episode}, the short version',
        'Cloud cost tips from {dept}',
        'Why we deleted 40,000 lines',
      ],
      lines: [
        'At 14:05 the queue stopped draining, and no one noticed for nine minutes.',
        'The fix was one line; finding it took the rest of the afternoon.',
        'We now alert on age instead of length, which is what customers feel.',
        'Turning off idle test machines saved {percent} of last month’s bill.',
        'As always, the full write-up is linked in the description.',
      ],
    },
  ],
};
