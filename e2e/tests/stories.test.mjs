// All stories that a server with its usual settings can play, in one house.
import './stories/signing-in.mjs';
import './stories/session.mjs';
import './stories/nonces.mjs';
import './stories/profile.mjs';
import './stories/codes.mjs';
import './stories/texts.mjs';
import './stories/origins.mjs';
import './stories/verify.mjs';
import './stories/wallets.mjs';
import './stories/accounts-that-meet.mjs';
import './stories/social.mjs';
import './stories/passkeys.mjs';
import './stories/guide.mjs';
