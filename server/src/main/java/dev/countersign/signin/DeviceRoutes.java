package dev.countersign.signin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.device.Device;
import dev.countersign.device.KnownDevices;
import dev.countersign.environment.Environment;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.token.Caller;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for the list of the caller's devices.
public final class DeviceRoutes extends ClientRoutes {
  private static final String DEVICES = BASE + "/deviceRegistrations";

  private final KnownDevices devices;
  private final Clock clock;

  public DeviceRoutes(Reception reception, KnownDevices devices, Clock clock) {
    super(reception);
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public void register(Router router) {
    router.get(DEVICES, this::list);
    router.delete(DEVICES + "/{deviceId}", this::revoke);
    router.delete(DEVICES, this::revokeAll);
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
    Device revoked = devices.revoke(environment, caller.userId(), id, clock.instant());
    return Response.json(200, Map.of("currentDeviceRevoked", isCurrent(revoked, caller)));
  }

  private Response revokeAll(Request request) {
    Environment environment = environment(request);
    devices.revokeAll(environment, caller(environment, request).userId(), clock.instant());
    return Response.json(200, Map.of("currentDeviceRevoked", true));
  }

  private static boolean isCurrent(Device device, Caller caller) {
    return device.publicKey().equals(caller.session().devicePublicKey());
  }
}
