// A page that has no rhythm of its own gives its sign of life with this.
import { keepBeating } from "/look/heartbeat.js";

keepBeating("/api/v1/devices/heartbeat");
