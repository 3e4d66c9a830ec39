import type * as ClassValidator from 'class-validator';
import { loadPeer } from '../load-peer.js';

export interface ClassTransformer {
  readonly Type: (of: () => unknown) => PropertyDecorator;
}

const { Type } = await loadPeer<ClassTransformer>('class-transformer');
const { ArrayMinSize, IsIn, IsNumber, IsOptional, IsString, Matches, MaxLength, ValidateNested } =
  await loadPeer<typeof ClassValidator>('class-validator');

// The parts of a figure, as one writes them for a request body in Nest.

export class MetricDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,99}$/)
  id!: string;

  @IsString()
  @MaxLength(1_000)
  label!: string;

  @IsString()
  @MaxLength(100)
  unit!: string;
}

export class QuantityDto {
  @IsOptional()
  @IsNumber()
  value?: number;

  @IsOptional()
  @IsIn(['exact', 'about', 'vague'])
  approx?: string;

  @IsString()
  unit!: string;

  @IsOptional()
  @IsString()
  wording?: string;
}

export class PlaceDto {
  @IsString()
  name!: string;

  @IsOptional()
  @Matches(/^Q[1-9]\d{0,11}$/)
  wikidata?: string;
}

export class WhenDto {
  @IsOptional()
  @Matches(/^[0-9X~?%./[\]-]{4,100}$/)
  edtf?: string;

  @IsOptional()
  @IsString()
  wording?: string;

  @IsIn(['stated', 'inferred'])
  basis!: string;
}

class PartyDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,99}$/)
  id!: string;

  @IsString()
  name!: string;

  @IsOptional()
  @Matches(/^Q[1-9]\d{0,11}$/)
  wikidata?: string;
}

class SpeakerDto {
  @Matches(/^[a-z0-9][a-z0-9-]{0,99}$/)
  id!: string;

  @IsString()
  name!: string;

  @IsOptional()
  @IsString()
  role?: string;
}

export class AttributionDto {
  @ArrayMinSize(1)
  @ValidateNested({ each: true })
  @Type(() => PartyDto)
  parties!: PartyDto[];

  @IsOptional()
  @ValidateNested()
  @Type(() => SpeakerDto)
  speaker?: SpeakerDto;

  @IsIn(['verbatim', 'paraphrase', 'narrator'])
  mode!: string;
}

export class CiteDto {
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  source!: string;

  @IsOptional()
  @IsString()
  locator?: string;
}
