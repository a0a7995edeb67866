package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.device.Device;
import dev.countersign.device.KnownDevices;
import dev.countersign.device.KnownDevices.By;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.limit.Limit;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the caller's devices: approve one, list them, take them off the list.
public final class DeviceRoutes extends ClientRoutes {
  private static final String DEVICES = BASE + "/deviceRegistrations";

  private final DeviceApproval approval;
  private final KnownDevices devices;
  private final Clock clock;

  public DeviceRoutes(
      Reception reception, DeviceApproval approval, KnownDevices devices, Clock clock) {
    super(reception);
    this.approval = approval;
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public void register(Router router) {
    router.post(BASE + "/deviceRegistration", this::approve);
    router.get(DEVICES, this::list);
    router.delete(DEVICES + "/{deviceId}", this::revoke);
    router.delete(DEVICES, this::revokeAll);
  }

  /// Signed in or not: what counts is the token of the link, on the device that it is for.
  private Response approve(Request request) {
    limit(Limit.SIGN_IN_PER_IP, request);
    Environment environment = environment(request);
    if (deviceCookie(environment, request).isPresent()) requireOwnPage(environment, request);
    Optional<Caller> caller = token(environment, request).map(_ -> arriving(environment, request));
    Optional<String> token =
        request
            .header("x-dynamic-device-registration-token")
            .or(() -> request.header("x-dynamic-device-token-registration"));
    SignedIn approved = approval.approve(visitor(environment, request), caller, token);
    return signedIn(environment, request, approved, VerifyResponse.of(approved));
  }

  private Response list(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    List<Device> all = devices.list(environment, caller.userId());
    ObjectNode body = Json.object().put("count", all.size());
    ArrayNode list = body.putArray("deviceRegistrations");
    for (Device device : all) {
      ObjectNode document = list.addObject();
      document.put("id", device.id().toString());
      document.put("isCurrentDevice", isCurrent(device, caller));
      if (device.userAgent() != null) document.put("userAgent", device.userAgent());
      document.put("createdAt", device.createdAt().toString());
    }
    return Response.json(200, body);
  }

  private Response revoke(Request request) {
    Environment environment = environment(request);
    Caller caller = caller(environment, request);
    UUID id = Input.uuid("device id", request.path("deviceId"));
    Device revoked = devices.revoke(environment, caller.userId(), id, By.PERSON, clock.instant());
    return Response.json(200, Map.of("currentDeviceRevoked", isCurrent(revoked, caller)));
  }

  private Response revokeAll(Request request) {
    Environment environment = environment(request);
    devices.revokeAll(environment, caller(environment, request).userId(), clock.instant());
    return Response.json(200, Map.of("currentDeviceRevoked", true));
  }

  private static boolean isCurrent(Device device, Caller caller) {
    return caller.session().on(device.identity());
  }
}
