import * as dynamic from '@dynamic-labs-sdk/client';

const client = dynamic.createDynamicClient({
  environmentId: ENVIRONMENT_ID,
  coreConfig: { apiBaseUrl: `${BASE_URL}/api/v0` },
  instrumentation: { enabled: false },
  metadata: { name: 'My app' },
});

export async function askForCode(email) {
  await dynamic.waitForClientInitialized();
  return dynamic.sendEmailOTP({ email });
}

export async function enterCode(otpVerification, verificationToken) {
  await dynamic.verifyOTP({ otpVerification, verificationToken });
  return { user: client.user, accessToken: client.token };
}
