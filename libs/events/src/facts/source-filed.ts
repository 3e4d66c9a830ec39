import { One, Optional } from '../validation/field.js';
import { LanguageTag, Sha256, Text, WebAddress } from '../validation/field-kinds.js';
import { When } from '../blocks/when.js';

/** A document that facts are cited from. What is unknown about it is absent. */
export class SourceFiled {
  @Text()
  title!: string;

  @Optional()
  @Text()
  publisher?: string;

  @Optional()
  @WebAddress()
  url?: string;

  @Optional()
  @One(() => When)
  published?: When;

  @Optional()
  @LanguageTag()
  language?: string;

  @Optional()
  @Sha256()
  sha256?: string;
}
