import type * as ClassValidator from 'class-validator';
import { loadPeer } from '../load-peer.js';
import { AttributionDto, CiteDto, MetricDto, PlaceDto, QuantityDto, WhenDto } from './estimate-parts-dto.js';
import type { ClassTransformer } from './estimate-parts-dto.js';

const { Type } = await loadPeer<ClassTransformer>('class-transformer');
const { ArrayMaxSize, ArrayMinSize, IsIn, IsOptional, Matches, ValidateNested } =
  await loadPeer<typeof ClassValidator>('class-validator');

// The classes that one writes for a request body in Nest, for the events of these benchmarks: about the same fields
// and rules as ours, in the decorators that class-validator ships.

class EstimateDto {
  @ValidateNested()
  @Type(() => MetricDto)
  metric!: MetricDto;

  @ValidateNested()
  @Type(() => QuantityDto)
  quantity!: QuantityDto;

  @IsOptional()
  @ValidateNested()
  @Type(() => PlaceDto)
  place?: PlaceDto;

  @IsOptional()
  @ValidateNested()
  @Type(() => WhenDto)
  asOf?: WhenDto;

  @ValidateNested()
  @Type(() => AttributionDto)
  by!: AttributionDto;

  @IsOptional()
  @ValidateNested()
  @Type(() => WhenDto)
  when?: WhenDto;

  @IsOptional()
  @ValidateNested({ each: true })
  @Type(() => CiteDto)
  cites?: CiteDto[];
}

class EventDto {
  @Matches(/^[A-Za-z0-9._-]{1,64}$/)
  id!: string;

  @IsIn(['EstimateIssued'])
  type!: string;

  @ValidateNested()
  @Type(() => EstimateDto)
  data!: EstimateDto;
}

export class PublishDto {
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => EventDto)
  events!: EventDto[];
}
