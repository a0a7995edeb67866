package dev.countersign.admin;

import dev.countersign.base.Input;
import dev.countersign.base.Json;
import dev.countersign.device.Device;
import dev.countersign.device.KnownDevices;
import dev.countersign.device.KnownDevices.By;
import dev.countersign.environment.Environment;
import dev.countersign.environment.Environments;
import dev.countersign.http.Request;
import dev.countersign.http.Response;
import dev.countersign.http.Router;
import dev.countersign.http.Routes;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// HTTP for an operator's view of a user's devices. Ours: the wire has it for the person alone.
public final class AdminDeviceRoutes implements Routes {
  private static final String DEVICES =
      "/api/v0/environments/{environmentId}/users/{userId}/deviceRegistrations";

  private final Environments environments;
  private final AdminUsers users;
  private final KnownDevices devices;
  private final Clock clock;

  public AdminDeviceRoutes(
      Environments environments, AdminUsers users, KnownDevices devices, Clock clock) {
    this.environments = environments;
    this.users = users;
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public void register(Router router) {
    router.get(DEVICES, this::list);
    router.delete(DEVICES + "/{deviceId}", this::revoke);
  }

  private Response list(Request request) {
    Environment environment = environments.named(request.path("environmentId"));
    List<Device> all = devices.list(environment, userId(environment, request));
    ObjectNode body = Json.object().put("count", all.size());
    ArrayNode list = body.putArray("deviceRegistrations");
    for (Device device : all) {
      ObjectNode document = list.addObject().put("id", device.id().toString());
      if (device.userAgent() != null) document.put("userAgent", device.userAgent());
      document.put("createdAt", device.createdAt().toString());
    }
    return Response.json(200, body);
  }

  private Response revoke(Request request) {
    Environment environment = environments.named(request.path("environmentId"));
    UUID id = Input.uuid("device id", request.path("deviceId"));
    devices.revoke(environment, userId(environment, request), id, By.OPERATOR, clock.instant());
    return Response.empty(204);
  }

  /// Somebody who is here.
  private UUID userId(Environment environment, Request request) {
    UUID userId = Input.uuid("user id", request.path("userId"));
    users.get(environment, userId);
    return userId;
  }
}
