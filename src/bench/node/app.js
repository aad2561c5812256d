// The same command, acknowledged with an answer of the same bytes, by Slack's own framework for
// node: signatures are verified, nothing is kept and nothing else is done.
const fs = require('fs');
const { App, HTTPReceiver } = require('@slack/bolt');

const answer = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const receiver = new HTTPReceiver({
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  endpoints: '/slack/events',
  port: 0,
});
const app = new App({
  token: 'xoxb-bench',
  receiver,
  botId: 'B0BENCH',
  botUserId: 'U0BENCH',
  tokenVerificationEnabled: false,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
});
app.command('/pipeline-lock', async ({ ack }) => ack(answer));

(async () => {
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  console.log(`listens on http://127.0.0.1:${server.address().port}`);
})();
