package dev.countersign;

import dev.countersign.captcha.Captchas;
import dev.countersign.http.Routes;
import dev.countersign.limit.ClientGateRoutes;
import dev.countersign.method.email.EmailCode;
import dev.countersign.method.sms.SmsCode;
import dev.countersign.method.social.TelegramTokens;
import dev.countersign.method.wallet.ChainSettings;
import dev.countersign.method.wallet.Chains;
import dev.countersign.method.wallet.EnsNames;
import dev.countersign.method.wallet.Farcaster;
import dev.countersign.method.wallet.MessageRules;
import dev.countersign.method.wallet.Wallets;
import dev.countersign.signin.ApprovalLinks;
import dev.countersign.signin.Asking;
import dev.countersign.signin.BootstrapRoutes;
import dev.countersign.signin.CodeRoutes;
import dev.countersign.signin.CodeRoutes.Way;
import dev.countersign.signin.CookieMode;
import dev.countersign.signin.DeviceApproval;
import dev.countersign.signin.DeviceRoutes;
import dev.countersign.signin.Devices;
import dev.countersign.signin.DirectRoutes;
import dev.countersign.signin.DirectSignIn;
import dev.countersign.signin.EmailFactor;
import dev.countersign.signin.ExternalRoutes;
import dev.countersign.signin.ExternalSignIn;
import dev.countersign.signin.FactorList;
import dev.countersign.signin.FactorLoss;
import dev.countersign.signin.Guesses;
import dev.countersign.signin.Issuing;
import dev.countersign.signin.Linking;
import dev.countersign.signin.MfaRoutes;
import dev.countersign.signin.MfaRoutes.Factoring;
import dev.countersign.signin.NewDevices;
import dev.countersign.signin.OwnSessionRoutes;
import dev.countersign.signin.OwnSessions;
import dev.countersign.signin.PasskeyFactor;
import dev.countersign.signin.PasskeyList;
import dev.countersign.signin.PasskeyRegistration;
import dev.countersign.signin.PasskeyRoutes;
import dev.countersign.signin.PasskeyRoutes.Keys;
import dev.countersign.signin.PasskeySignIn;
import dev.countersign.signin.ProviderSettings;
import dev.countersign.signin.Raising;
import dev.countersign.signin.Reception;
import dev.countersign.signin.RecoveryList;
import dev.countersign.signin.SecondFactor;
import dev.countersign.signin.Self;
import dev.countersign.signin.SessionRoutes;
import dev.countersign.signin.SignIn;
import dev.countersign.signin.SignOut;
import dev.countersign.signin.SocialPageRoutes;
import dev.countersign.signin.SocialRoutes;
import dev.countersign.signin.SocialSignIn;
import dev.countersign.signin.StepUp;
import dev.countersign.signin.StepUpRoutes;
import dev.countersign.signin.UpdateGuard;
import dev.countersign.signin.UserRoutes;
import dev.countersign.signin.Visitors;
import dev.countersign.signin.WalletRoutes;
import dev.countersign.signin.WalletSignIn;
import dev.countersign.token.JwksRoutes;
import dev.countersign.token.RevocationRoutes;
import java.util.List;

/// What the SDKs speak with: the ways to sign in, and what a person does once signed in.
final class ClientSide {
  private ClientSide() {}

  static List<Routes> routes(Foundation on) {
    var environments = on.environments;
    var limits = on.limits;
    var clock = on.clock;
    var publicUrl = on.config.publicUrl();
    var reception =
        new Reception(
            environments,
            new CookieMode(publicUrl, on.secrets, clock),
            on.callers,
            new Visitors(publicUrl),
            new Captchas(environments, on.outbound),
            limits);
    var devices = new Devices(on.nonces, on.provider);
    var email = new EmailCode(on.config.emailCode(), on.testAccounts, on.vault, on.secrets);
    var sms =
        new SmsCode(on.config.emailCode(), on.testAccounts, on.smsSender, on.vault, on.secrets);
    var asking = new Asking(on.database, on.challenges, on.mailroom.outbox(), limits, clock);
    var losses = new FactorLoss(on.factors, on.sessions);
    var linking = new Linking(on.credentials, on.merges, on.sessions, losses, on.notices, on.audit);
    var issuing = new Issuing(on.knownDevices, on.factors, on.issuer);
    var raising =
        new Raising(
            on.database, on.sessions, on.credentials, on.mfaTokens, issuing, on.elevations, clock);
    var approvalLinks =
        new ApprovalLinks(on.approvals, on.deepLinks, on.mailroom.outbox(), limits, publicUrl);
    var signIn =
        new SignIn(
            on.database,
            on.challenges,
            on.credentials,
            on.sessions,
            issuing,
            devices,
            new NewDevices(on.knownDevices, on.sessions, approvalLinks, on.audit),
            linking,
            on.elevations,
            clock);
    var rules = MessageRules.STANDARD.withOwn(publicUrl.origin());
    var chains = Chains.all(on.provider, on.curve, on.outbound, ChainSettings::rpcUrls);
    var walletSignIn =
        new WalletSignIn(
            on.database,
            new Wallets(chains, rules, clock),
            new EnsNames(on.outbound, ChainSettings::rpcUrls),
            on.nonces,
            devices,
            signIn,
            linking,
            on.elevations,
            on.merges,
            on.credentials,
            clock);
    var externalSignIn =
        new ExternalSignIn(
            on.database, on.externalJwt, devices, signIn, on.credentials, on.sessions);
    var social =
        new SocialSignIn(
            on.providers,
            on.deepLinks,
            on.socialProviders,
            on.socialUrls,
            on.flows,
            devices,
            signIn,
            on.elevations,
            on.grantedTokens,
            on.vault,
            publicUrl);
    var direct =
        new DirectSignIn(
            on.database,
            social,
            new TelegramTokens(clock),
            new Farcaster(chains, rules, on.outbound, clock),
            on.nonces,
            devices,
            signIn,
            on.credentials,
            clock);
    var providerSettings = new ProviderSettings(on.socialProviders, on.socialUrls);
    var passkey =
        new PasskeyFactor(
            on.database,
            on.passkeys,
            on.factors,
            on.recoveryCodes,
            raising,
            signIn,
            on.credentials);
    var passkeys = passkeys(on, signIn, linking, passkey, raising);
    var signOut = new SignOut(on.database, on.sessions, clock);
    var self =
        new Self(
            on.database,
            on.users,
            on.credentials,
            on.departure,
            asking,
            email,
            sms,
            on.audit,
            clock);
    var recovery =
        new RecoveryList(on.database, on.factors, on.recoveryCodes, on.factorNews, clock);
    var guard = new UpdateGuard(on.database, on.factors, on.mfaTokens, on.elevations, clock);
    var deviceApproval =
        new DeviceApproval(
            on.database,
            devices,
            on.approvals,
            on.knownDevices,
            on.sessions,
            on.credentials,
            issuing,
            clock);
    var ownSessions = new OwnSessions(on.database, on.sessions, clock);
    return List.of(
        new ClientGateRoutes(environments, on.hostnames, limits, publicUrl),
        new JwksRoutes(environments, on.keys),
        new RevocationRoutes(environments, on.revocations),
        new BootstrapRoutes(environments, on.nonces, on.visits, providerSettings, limits),
        new CodeRoutes(reception, Way.email(email), asking, signIn),
        new CodeRoutes(reception, Way.sms(sms), asking, signIn),
        new WalletRoutes(reception, walletSignIn),
        new ExternalRoutes(reception, externalSignIn, on.assertions),
        new SocialRoutes(reception, social, on.socialUrls, on.grantedTokens),
        new DirectRoutes(reception, social, direct),
        new SocialPageRoutes(environments, social, on.socialUrls, publicUrl, on.secrets),
        new PasskeyRoutes(reception, passkeys),
        new StepUpRoutes(reception, new StepUp(on.database, on.credentials, on.factors)),
        new SessionRoutes(reception, signIn, signOut),
        new DeviceRoutes(reception, deviceApproval, on.knownDevices, clock),
        new OwnSessionRoutes(reception, ownSessions),
        new UserRoutes(reception, self, guard, recovery, signIn),
        new MfaRoutes(reception, factoring(on, email, raising, losses, passkey, recovery)));
  }

  private static Keys passkeys(
      Foundation on, SignIn signIn, Linking linking, PasskeyFactor passkey, Raising raising) {
    return new Keys(
        new PasskeyRegistration(
            on.database,
            on.passkeys,
            signIn,
            on.elevations,
            on.credentials,
            on.users,
            linking,
            passkey,
            raising,
            on.secrets),
        new PasskeySignIn(on.passkeys, signIn),
        passkey,
        new PasskeyList(
            on.database,
            on.passkeys,
            linking,
            on.elevations,
            on.factors,
            on.mfaTokens,
            on.sessions,
            on.clock));
  }

  private static Factoring factoring(
      Foundation on,
      EmailCode email,
      Raising raising,
      FactorLoss losses,
      PasskeyFactor passkey,
      RecoveryList recovery) {
    return new Factoring(
        new FactorList(
            on.database,
            on.factors,
            on.totpDevices,
            on.credentials,
            on.mfaTokens,
            losses,
            on.elevations,
            on.factorNews,
            on.clock),
        new SecondFactor(
            on.totpDevices,
            on.recoveryCodes,
            on.factors,
            new Guesses(on.database, on.limits, on.clock),
            raising,
            on.factorNews),
        new EmailFactor(on.challenges, email, on.credentials, on.factors, raising),
        passkey,
        recovery);
  }
}
