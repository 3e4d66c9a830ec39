import { One, Optional } from '../validation/field.js';
import { LanguageTag, Sha256, Text, WebAddress } from '../validation/field-kinds.js';
import { When } from '../blocks/when.js';
import { Says } from '../validation/field-contract.js';

@Says('A document that facts are cited from. What is unknown about it is absent.')
export class SourceFiled {
  @Says('The title of the document.')
  @Text()
  title!: string;

  @Says('Who published it.')
  @Optional()
  @Text()
  publisher?: string;

  @Says('Where it is found.')
  @Optional()
  @WebAddress()
  url?: string;

  @Says('When it was published.')
  @Optional()
  @One(() => When)
  published?: When;

  @Says('Its language.')
  @Optional()
  @LanguageTag()
  language?: string;

  @Says('The hash of its bytes, as they were read.')
  @Optional()
  @Sha256()
  sha256?: string;
}
