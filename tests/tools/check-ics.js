// Reads the calendar in a file and prints its events.
"use strict";

const ICAL = require("ical.js").default ?? require("ical.js");

const calendar = new ICAL.Component(ICAL.parse(require("node:fs").readFileSync(process.argv[2], "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    summary: event.summary,
    description: event.description,
    start: event.startDate.toString(),
    end: event.endDate.toString(),
    days: event.duration.toSeconds() / 86400,
    stamp: component.getFirstPropertyValue("dtstamp").toString(),
    sequence: event.sequence,
    url: component.getFirstPropertyValue("url"),
    alarms: component.getAllSubcomponents("valarm").map((alarm) => {
      const time = event.startDate.clone();
      time.isDate = false;
      time.addDuration(alarm.getFirstPropertyValue("trigger"));
      return { uid: alarm.getFirstPropertyValue("uid"), at: time.toString() };
    }),
  };
});
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("name"), events }));
