// Loaded before a program that a benchmark starts: tells how much CPU time and memory it has taken, when asked.
process.on('message', (message) => {
  if (message !== 'usage') return;
  const { user, system } = process.cpuUsage();
  process.send({ cpu: user + system, rss: process.memoryUsage().rss });
});
// The channel alone does not keep the program alive.
process.channel?.unref();
// It ends with the benchmark, also when that fails.
process.on('disconnect', () => process.exit());
