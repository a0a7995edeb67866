import { createDynamicClient, sendEmailOTP, verifyOTP } from '@dynamic-labs-sdk/client';

const client = createDynamicClient({
  environmentId: ENVIRONMENT_ID,
  coreConfig: { apiBaseUrl: `${BASE_URL}/api/v0` },
  instrumentation: { enabled: false },
  metadata: { name: 'My app' },
});

export const askForCode = (email) => sendEmailOTP({ email });

export async function enterCode(otpVerification, verificationToken) {
  await verifyOTP({ otpVerification, verificationToken });
  return { user: client.user, accessToken: client.token };
}
