// A DNS server on this machine that knows what a story publishes, and nothing else (RFC 1035 §4.1).
import { createSocket } from 'node:dgram';

const types = { CNAME: 5, TXT: 16 };
const nameError = 3;

/** Starts it on a free port; `publish` takes the records that the admin API asks for. */
export async function startDns() {
  const records = new Map();
  const socket = createSocket('udp4', (query, { port, address }) => {
    socket.send(answer(query, records), port, address);
  });
  await new Promise((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${socket.address().port}`,
    publish({ dnsRecordType, name, value }) {
      records.set(`${types[dnsRecordType]} ${name}`, data(dnsRecordType, value));
    },
    stop: () => new Promise((resolve) => socket.close(resolve)),
  };
}

function answer(query, records) {
  let end = 12;
  const labels = [];
  for (let length; (length = query[end]) > 0; end += 1 + length) {
    labels.push(query.toString('ascii', end + 1, end + 1 + length));
  }
  const type = query.readUInt16BE(end + 1);
  const question = query.subarray(12, end + 5);
  const found = records.get(`${type} ${labels.join('.').toLowerCase()}`);
  const head = Buffer.alloc(12);
  head.writeUInt16BE(query.readUInt16BE(0), 0);
  head.writeUInt16BE(0x8180 | (found ? 0 : nameError), 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(found ? 1 : 0, 6);
  if (!found) return Buffer.concat([head, question]);
  const record = Buffer.alloc(12);
  record.writeUInt16BE(0xc00c, 0); // The name is the question's.
  record.writeUInt16BE(type, 2);
  record.writeUInt16BE(1, 4);
  record.writeUInt32BE(60, 6);
  record.writeUInt16BE(found.length, 10);
  return Buffer.concat([head, question, record, found]);
}

function data(type, value) {
  const parts = type === 'TXT' ? [value] : value.split('.');
  const bytes = parts.map((part) => Buffer.from([part.length, ...Buffer.from(part)]));
  return Buffer.concat(type === 'TXT' ? bytes : [...bytes, Buffer.from([0])]);
}
