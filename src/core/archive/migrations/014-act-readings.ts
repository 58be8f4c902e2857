// The meaning of the acts of a document, as lists show it. Any change of the acts drops it.
export const actReadings = `
CREATE TABLE act_readings (
  document BLOB PRIMARY KEY NOT NULL,
  key TEXT NOT NULL,
  reading TEXT NOT NULL
) STRICT;

CREATE TRIGGER act_readings_put AFTER INSERT ON acts BEGIN
  DELETE FROM act_readings WHERE document = NEW.document;
END;
CREATE TRIGGER act_readings_changed AFTER UPDATE ON acts BEGIN
  DELETE FROM act_readings WHERE document IN (OLD.document, NEW.document);
END;
CREATE TRIGGER act_readings_removed AFTER DELETE ON acts BEGIN
  DELETE FROM act_readings WHERE document = OLD.document;
END;
`
