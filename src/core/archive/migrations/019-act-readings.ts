// A reading of acts says what those say that were taken in: it stays while an act waits, is refused, or changes
// its place in logs. A row is put over the one before, so the trigger looks for that one before it goes.
export const readingsOfTakenActs = `
DROP TRIGGER act_readings_put;
DROP TRIGGER act_readings_changed;
DROP TRIGGER act_readings_removed;
CREATE TRIGGER act_readings_put BEFORE INSERT ON acts
WHEN (NEW.state = 'taken') IS NOT EXISTS (
  SELECT 1 FROM acts
  WHERE document = NEW.document AND id = NEW.id AND state = 'taken'
    AND group_id = NEW.group_id AND graph = NEW.graph AND bytes = NEW.bytes
)
BEGIN
  DELETE FROM act_readings WHERE document = NEW.document;
END;
CREATE TRIGGER act_readings_changed AFTER UPDATE ON acts
WHEN 'taken' IN (OLD.state, NEW.state) BEGIN
  DELETE FROM act_readings WHERE document IN (OLD.document, NEW.document);
END;
CREATE TRIGGER act_readings_removed AFTER DELETE ON acts WHEN OLD.state = 'taken' BEGIN
  DELETE FROM act_readings WHERE document = OLD.document;
END;
`
